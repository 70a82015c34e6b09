import type { Field } from '../../dom/index.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings, World } from '../../world.js';
import { ending, goalOf, message, shortText } from '../apps/kit.js';
import { createDesk, named } from './kit.js';
import { listed } from '../shared.js';

interface Request {
  person: string;
  kind: string;
  start: string;
  days: number;
  left: number;
  cover: string;
  decision: 'waiting' | 'approved' | 'declined';
  reason: string;
}

const KINDS = ['Vacation', 'Parental leave', 'Training', 'Unpaid leave', 'Moving house', 'Family matter'];

const ASK: Phrasings = {
  seen: [
    'approve {who} if {rule}; otherwise decline it with the reason "{reason}".', 'if {rule}, approve {who}, else decline it and give "{reason}" as the reason.', 'look at {who}. When {rule}, approve it; when not, decline it (reason: "{reason}").',
    'decline {who} with the reason "{reason}", unless {rule}: then approve it.', 'please decide on {who}: approve when {rule}, decline with "{reason}" in any other case.', 'can you decide about {who}? Approve only if {rule}. If you decline, write "{reason}".',
    'the rule is to approve a request when {rule}. Handle {who} by that, and put "{reason}" as the reason for a no.', '{who}: approve if {rule}, if not decline with "{reason}"',
  ],
  heldOut: [
    'as long as {rule}, {who} is fine and should be approved. A declined one gets the reason "{reason}".', 'say yes to {who} provided that {rule}, and no with the words "{reason}" if that is not so.',
    'check whether {rule} for {who}: yes means approve, no means decline ("{reason}").', 'our rule: approve what comes in if {rule}, else decline with "{reason}". Apply it to {who}.',
  ],
}; // prettier-ignore

interface Rule {
  text: string;
  holds(request: Request): boolean;
}

function pickRule({ target, wording }: World, asked: Request[]): Rule {
  const days = target.pick(asked).days + target.integer(-2, 2);
  const most = Math.max(1, days);
  return target.pick<() => Rule>([
    () => ({
      text: wording.pick([`it is for at most ${most} days`, `it asks for no more than ${most} days`, `it takes ${most} days or less`]), // prettier-ignore
      holds: (one) => one.days <= most,
    }),
    () => ({
      text: wording.pick(['enough days are left for it', 'the days that are left are enough for it', 'it asks for no more days than are left']), // prettier-ignore
      holds: (one) => one.days <= one.left,
    }),
    () => ({
      text: wording.pick(['someone covers for it', 'a colleague is named as cover', 'it names somebody as cover']),
      holds: (one) => one.cover !== 'Nobody',
    }),
  ])();
}

function makeRequests({ words, random }: World): Request[] {
  return words.distinct(random.integer(5, 8), words.fullName).map((person) => ({
    person,
    kind: random.pick(KINDS),
    start: words.date(2025, 2026).long,
    days: random.integer(1, 14),
    left: random.integer(2, 16),
    cover: random.chance(0.5) ? words.firstName() : 'Nobody',
    decision: 'waiting',
    reason: '',
  }));
}

/** Opens one or two requests and approves or declines each by what it says; a decision can be taken back. */
export const leaveDecide: Family = {
  name: 'leave-decide',
  skills: ['navigate', 'read', 'condition', 'type', 'undo'],
  recoverable: true,
  impossibleShare: 0.07,
  build(world) {
    const { dom, random, target } = world;
    const all = makeRequests(world);
    const asked = target.sample(all, world.impossible || target.chance(0.6) ? 1 : 2);
    const requests = all.filter((one) => !world.impossible || !asked.includes(one));
    const rule = pickRule(world, asked);
    const reason = shortText(world);
    const right = (one: Request): [Request['decision'], string] =>
      !asked.includes(one) ? ['waiting', ''] : rule.holds(one) ? ['approved', ''] : ['declined', reason];
    const names = asked.map((one) => named(world, one.person));
    const who = asked.length > 1 ? `each of the leave requests of ${listed(names)}` : world.wording.pick([`the leave request of ${names[0]}`, `the request that ${names[0]} made`, `the leave request from ${names[0]}`]); // prettier-ignore

    const desk = createDesk(world);
    const end = ending(world, 0.35);
    const labels = {
      approve: random.pick(['Approve', 'Accept', 'Grant']),
      decline: random.pick(['Decline', 'Reject', 'Turn down']),
      reopen: random.pick(['Reopen', 'Undo decision', 'Take back']),
      send: random.pick(['Confirm', 'Send', 'Send answer']),
      cancel: random.pick(['Cancel', 'Close']),
      back: random.pick(['All requests', 'Back to the list', 'Requests']),
    };
    const [title, asCards, label] = [random.pick(['Leave requests', 'Absences', 'Time off']), random.chance(0.4), random.pick(['Reason', 'Comment', 'Message to the employee'])]; // prettier-ignore
    world.reserve(...Object.values(labels), label);
    let opened: Request | undefined;
    let field: Field | undefined;
    let declining = false;
    let error = false;
    const list = (): void => {
      desk.enter('list');
      opened = field = undefined;
      declining = error = false;
      dom.add(dom.heading(title));
      const lines = requests.map((one, i) => [
        desk.link(`open ${i}`, one.person, () => world.go('request', () => detail(one))),
        dom.element('span', ` ${one.kind} `),
        dom.element('em', one.decision === 'waiting' ? 'waiting' : one.decision),
      ]);
      dom.add(dom.wrap('div', lines.map((line) => dom.wrap(asCards ? 'article' : 'p', line, asCards ? 'box' : '')))); // prettier-ignore
      end.place();
    };
    const then = (work: () => void) => (): void => {
      error = false;
      work();
      world.refresh();
    };
    const decide = (one: Request, decision: Request['decision'], text = '') =>
      then(() => {
        declining = false;
        Object.assign(one, { decision, reason: text });
      });
    const detail = (one: Request): void => {
      desk.enter('request');
      if (opened !== one) declining = error = false;
      opened = one;
      field = undefined;
      dom.add(
        dom.wrap('nav', [desk.link('back', labels.back, () => world.go('list', list)), ' / ', dom.element('span', one.person)]),
      );
      dom.add(dom.heading(one.kind));
      const facts: [string, string][] = [['Employee', one.person], ['First day', one.start], ['Length', `${one.days} ${one.days === 1 ? 'day' : 'days'}`], ['Days left this year', String(one.left)], ['Cover', one.cover]]; // prettier-ignore
      dom.add(dom.pairs(facts));
      if (one.decision !== 'waiting') {
        const text = `This request was ${one.decision}${one.reason ? ` (${one.reason})` : ''}.`;
        return dom.add(message(world, text), desk.button('reopen', labels.reopen, decide(one, 'waiting')));
      }
      if (!declining) {
        const keys = [desk.button('approve', labels.approve, decide(one, 'approved')), ' ', desk.button('decline', labels.decline, then(() => (declining = true)))]; // prettier-ignore
        return dom.add(dom.wrap('div', keys, 'line'));
      }
      field = dom.field(label);
      const send = (): void => (field!.value().trim() ? decide(one, 'declined', field!.value()) : then(() => (error = true)))();
      const keys = [desk.button('send', labels.send, send), ' ', desk.button('cancel', labels.cancel, then(() => (declining = false)))]; // prettier-ignore
      dom.add(field, ...(error ? [message(world, 'Please say why.', 'alert')] : []), dom.wrap('div', keys, 'line'));
    };
    world.show('list', list);
    const isRight = (one: Request): boolean => one.decision === right(one)[0] && one.reason === right(one)[1];
    const inDetail = (one: Request): OracleStep => {
      const [decision] = right(one);
      if (isRight(one)) return desk.press(declining && one.decision === 'waiting' ? 'cancel' : 'back');
      if (one.decision !== 'waiting') return desk.press('reopen');
      if (!declining) return desk.press(decision === 'approved' ? 'approve' : 'decline');
      return decision === 'approved' ? desk.press('cancel') : (field!.step(reason) ?? desk.press('send'));
    };
    const next = (): OracleStep => {
      if (!world.impossible && end.ends === 'stop' && !declining && requests.every(isRight)) return end.last();
      if (opened) return inDetail(opened);
      const wrong = requests.findIndex((one) => !isRight(one));
      return wrong >= 0 ? desk.press(`open ${wrong}`) : world.impossible ? refuse() : end.last();
    };
    return { goal: goalOf(world, ASK, { who, rule: rule.text, reason }, end), ends: end.ends, succeeded: () => requests.every(isRight), next }; // prettier-ignore
  },
};
