import type { Control, Field } from '../../dom/index.js';
import { joinGoal } from '../../composing/goal.js';
import { refuse, type Family, type OracleStep } from '../../family.js';
import type { Phrasings } from '../../world.js';
import { ending, message } from '../apps/kit.js';
import { choiceMaker, createConfirmer, createDesk, named, recordList } from './kit.js';

interface User {
  name: string;
  role: string;
  active: boolean;
}
interface Invitation {
  email: string;
  role: string;
}

const ROLES = [['Viewer', 'Editor', 'Admin'], ['Guest', 'Member', 'Manager', 'Owner'], ['Reader', 'Author', 'Publisher'], ['Basic', 'Support', 'Finance', 'Administrator']]; // prettier-ignore

const INVITE: Phrasings = {
  seen: ['invite {email} as {role}', 'send an invitation to {email} with the role {role}', 'add {email} as {role}', 'invite "{email}" and give them the role {role}', 'let {email} join as {role}', 'a new colleague starts, invite {email} ({role})', 'make an invitation for {email}, role {role}', 'give {email} access as {role}'],
  heldOut: ['{email} needs an invitation, as {role}', 'ask {email} to join us in the role {role}', 'have an invitation as {role} go to {email}', 'bring in {email} with {role} rights'],
}; // prettier-ignore
const DEACTIVATE: Phrasings = {
  seen: ['deactivate the account of {name}', 'deactivate {name}', 'block {name} from signing in', 'make the account of {name} inactive', '{name} has left, deactivate the account', 'suspend {name}'],
  heldOut: ['{name} must not get in any more', 'close the access of {name}'],
}; // prettier-ignore
const ACTIVATE: Phrasings = {
  seen: ['activate the account of {name} again', 'reactivate {name}', 'make {name} active again', '{name} is back, activate the account', 'let {name} sign in again'],
  heldOut: ['{name} should get in once more', 'open the access of {name} again'],
}; // prettier-ignore
const ROLE: Phrasings = {
  seen: ['change the role of {name} to {role}', 'make {name} {role}', 'set the role of {name} to "{role}"', 'give {name} the role {role}', '{name} should be {role} from now on', 'the role of {name} must be {role}'],
  heldOut: ['let {name} work as {role}', 'turn the role of {name} into {role}'],
}; // prettier-ignore

/** One or two wishes about accounts: invite, change a role, deactivate or activate again. */
export const accountAdmin: Family = {
  name: 'account-admin',
  skills: ['navigate', 'type', 'select', 'dialog', 'several'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const roles = random.pick(ROLES);
    const all: User[] = words.distinct(random.integer(5, 7), words.fullName).map((name) => ({ name, role: random.pick(roles), active: random.chance(0.8) })); // prettier-ignore
    const chosen = target.sample(all, 2);
    const users = all.filter((user) => !world.impossible || user !== chosen[0]);
    const right = new Map(users.map((user) => [user, { ...user }]));
    const rightInvites: Invitation[] = [];
    const kinds = target.sample(['invite', 'role', 'active'], target.pick([1, 2, 2]));
    if (world.impossible && kinds[0] === 'invite') kinds[0] = 'active';
    const wishes = kinds.map((kind, i) => {
      const user = chosen[i];
      if (kind === 'invite') {
        const invitation = { email: words.email(), role: target.pick(roles) };
        rightInvites.push(invitation);
        return { phrase: world.phrase(INVITE, { ...invitation }) };
      }
      const slots = { name: named(world, user.name), role: target.pick(roles.filter((role) => role !== user.role)) };
      if (kind === 'role') Object.assign(right.get(user) ?? {}, { role: slots.role });
      else Object.assign(right.get(user) ?? {}, { active: !user.active });
      return { phrase: world.phrase(kind === 'role' ? ROLE : user.active ? DEACTIVATE : ACTIVATE, slots) };
    });

    const desk = createDesk(world);
    const end = ending(world, 0.35);
    const list = recordList(world, ['Name', 'Role', 'Status']);
    const makeChoice = choiceMaker(world);
    const labels = { invite: random.pick(['Invite user', 'Invite', 'Add user', 'New invitation']), send: random.pick(['Send invitation', 'Send', 'Invite now']), off: random.pick(['Deactivate', 'Suspend', 'Block']), on: random.pick(['Activate', 'Reactivate', 'Unblock']), save: random.pick(['Save role', 'Save', 'Update']), back: random.pick(['All users', 'Back', 'Users list']), revoke: random.pick(['Revoke', 'Withdraw']), edit: random.pick(['Manage', 'Edit', 'Details']) }; // prettier-ignore
    const [asLink, title] = [random.chance(0.5), random.pick(['Users', 'Team members', 'Accounts', 'People'])];
    const confirmer = createConfirmer(world, desk, ['Yes, deactivate', 'Confirm', 'OK', 'Continue']);
    world.reserve(...Object.values(labels), ...roles, 'Email', 'Role', 'Pending invitations');
    const invites: Invitation[] = [];
    let opened: User | undefined;
    let form: { email: Field; role: Control<string> } | undefined;
    let role: Control<string> | undefined;
    let note = '';
    const enter = (view: string, user?: User): void => {
      desk.enter(view);
      opened = user;
      form = role = undefined;
    };
    const notice = (): HTMLElement[] => {
      const shown = note ? [message(world, note)] : [];
      note = '';
      return shown;
    };
    const pending = (): HTMLElement[] =>
      invites.map((one, i) => {
        const revoke = desk.button(`revoke ${i}`, labels.revoke, () => (invites.splice(i, 1), world.refresh()));
        return dom.wrap('p', [dom.element('span', one.email), ' ', dom.element('span', one.role), ' ', revoke]);
      });
    const everyone = (): void => {
      enter('users');
      dom.add(
        dom.heading(title),
        ...notice(),
        desk.button('invite', labels.invite, () => world.go('invite', invitation)),
      );
      const rows = users.map((user, i) => {
        const open = (): void => world.go('user', () => account(user));
        const status = user.active ? 'Active' : 'Inactive';
        if (asLink) return { cells: [desk.link(`open ${i}`, user.name, open), user.role, status] };
        return { cells: [user.name, user.role, status], acts: [desk.button(`open ${i}`, labels.edit, open)] };
      });
      dom.add(list(rows));
      if (invites.length > 0) dom.add(dom.element('h4', 'Pending invitations'), ...pending());
      end.place();
    };
    const back = (): HTMLElement => dom.wrap('nav', [desk.link('back', labels.back, () => world.go('users', everyone))]);
    const invitation = (): void => {
      enter('invite');
      const made = { email: dom.field('Email', { type: 'email' }), role: makeChoice('Role', roles, roles[0]) };
      form = made;
      const error = dom.element('div');
      const send = (): void => {
        if (!/^\S+@\S+\.\S+$/.test(made.email.value())) return error.replaceChildren(message(world, 'Please enter an e-mail address.', 'alert')); // prettier-ignore
        invites.push({ email: made.email.value(), role: made.role.value() });
        note = `An invitation was sent to ${made.email.value()}.`;
        world.go('users', everyone);
      };
      dom.add(back(), dom.heading(labels.invite));
      dom.layout([made.email, made.role, error, desk.button('send', labels.send, send)], { kind: 'block' });
    };
    const account = (user: User): void => {
      enter('user', user);
      dom.add(back(), dom.heading(user.name), ...notice());
      role = makeChoice('Role', roles, user.role);
      const save = (): void => {
        user.role = role!.value();
        note = 'The role was saved.';
        world.refresh();
      };
      dom.layout([role, desk.button('save', labels.save, save)], { kind: 'block' });
      const flip = (): void => void (user.active = !user.active);
      const ask = (): void => confirmer.ask({ title: `${labels.off} ${user.name}?`, about: user.name, work: flip });
      dom.add(dom.element('p', user.active ? 'This account is active.' : 'This account is inactive.'));
      dom.add(desk.button('flip', user.active ? labels.off : labels.on, user.active ? ask : () => (flip(), world.refresh())));
      confirmer.place();
    };
    world.show('users', everyone);
    const same = (a: Invitation, b: Invitation): boolean => a.email === b.email && a.role === b.role;
    const extra = (): number => invites.findIndex((one, i) => !rightInvites.some((other) => same(one, other)) || invites.findIndex((other) => same(one, other)) < i); // prettier-ignore
    const missing = (): Invitation | undefined => rightInvites.find((one) => !invites.some((other) => same(one, other)));
    const isRight = (user: User): boolean => user.role === right.get(user)!.role && user.active === right.get(user)!.active;
    const done = (): boolean => users.every(isRight) && extra() < 0 && !missing();
    const inAccount = (user: User): OracleStep => {
      const { role: rightRole, active } = right.get(user)!;
      if (confirmer.about()) return confirmer.answer(user.active && !active);
      if (user.active !== active) return desk.press('flip');
      return user.role === rightRole ? desk.press('back') : (role!.step(rightRole) ?? desk.press('save'));
    };
    const next = (): OracleStep => {
      if (!world.impossible && end.ends === 'stop' && !confirmer.about() && done()) return end.last();
      if (opened) return inAccount(opened);
      const open = missing();
      if (form)
        return open ? (form.email.step(open.email) ?? form.role.step(open.role) ?? desk.press('send')) : desk.press('back');
      if (extra() >= 0) return desk.press(`revoke ${extra()}`);
      if (world.impossible) return refuse();
      if (open && kinds[0] === 'invite') return desk.press('invite');
      const wrong = users.findIndex((user) => !isRight(user));
      return wrong >= 0 ? desk.press(`open ${wrong}`) : open ? desk.press('invite') : end.last();
    };
    const goal = joinGoal(world, wishes, { submit: end.ends === 'page' ? end.label : undefined });
    return { goal, ends: end.ends, succeeded: done, next };
  },
};
