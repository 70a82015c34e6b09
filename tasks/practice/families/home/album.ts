import { refuse, type Family, type OracleStep } from '../../family.js';
import { capital } from '../../words/words.js';
import type { Phrasings, World } from '../../world.js';
import { actMaker, buttonMaker, ending, goalOf, message } from '../apps/kit.js';
import { breadcrumbs, choiceMaker, createKeys, dateMaker, ENDS } from './kit.js';
import { listed } from '../shared.js';

interface Photo {
  caption: string;
  place: string;
  day: number;
  favourite: boolean;
  album: string;
  /** By which command it left the album; empty: it is there. */
  gone: string;
}

/** Photos of a few places, each on a day of its own; some captions are the same. */
function makePhotos({ words, random }: World, count: number, albums: readonly string[]): Photo[] {
  const places = words.distinct(random.integer(2, 4), words.city);
  const captions = words.distinct(count, () => capital(random.pick([words.noun(), `${words.adjective()} ${words.noun()}`])));
  if (random.chance(0.5)) captions[1] = captions[0];
  const days = words.distinct(count, () => random.integer(0, 300));
  return captions.map((caption, i) => ({
    caption, place: i < places.length ? places[i] : random.pick(places), day: days[i], favourite: random.chance(0.2), album: random.pick(albums), gone: '',
  })); // prettier-ignore
}

const ASK_REMOVE: Phrasings = {
  seen: [
    '{verb} all photos from {place}', '{verb} every picture that was taken in {place}', 'select the photos of {place} and {verb} them', '{verb} the photos whose place is "{place}"', '{verb} everything from {place}',
    '{verb} all my pictures of {place}', '{verb} whatever was photographed in {place}', '{verb} each photo with the place {place}',
  ],
  heldOut: ['{verb} what we brought home from {place}', '{verb} the {place} photos, all of them', '{verb} any picture that says {place}', '{verb} our time in {place}'],
}; // prettier-ignore
const ASK_LIKE: Phrasings = {
  seen: [
    'mark all photos from {place} as favourites', 'make every picture of {place} a favourite', 'put a heart on all photos taken in {place}', 'add the photos of {place} to the favourites', 'let all {place} pictures be favourites',
    'set the photos from {place} as favourite', 'choose all pictures of "{place}" as favourites', 'mark each photo of {place} as a favourite',
  ],
  heldOut: ['give a heart to whatever was taken in {place}', 'have the {place} photos among my favourites', 'let no picture of {place} be without a heart', 'bring all of {place} into the favourites'],
}; // prettier-ignore
const FRAME: Phrasings = {
  seen: ['{all}.', '{all}', 'Please {all}.', 'Can you {all}?', 'I want to clean up: {all}.', 'My task for you: {all}.', 'In this album, {all}.', 'Make sure to {all}.', 'You should {all}, nothing else.'],
  heldOut: ['The album is too full, so {all}.', 'Would you {all}?', 'Before the others see it, {all}.', 'What I would like: {all}.'],
}; // prettier-ignore

/** Selects the photos of a place, removes them by a toolbar, and likes those of another; more of them load on request. */
export const albumClear: Family = {
  name: 'album-clear',
  skills: ['check', 'toolbar', 'dialog', 'several', 'load-more', 'undo'],
  recoverable: true,
  build(world) {
    const { dom, random, target } = world;
    const photos = makePhotos(world, random.integer(5, 8), ['']);
    const dates = dateMaker(world, 0, 300);
    const [commands, undoLabel] = [random.pick([['delete', 'archive'], ['delete', 'hide'], ['trash', 'archive']]), random.pick(['Undo', 'Put back'])]; // prettier-ignore
    const few = [...new Set(photos.map((photo) => photo.place))].filter((place) => photos.filter((one) => one.place === place).length < 4); // prettier-ignore
    const places = target.shuffle(few.length > 0 ? few : [photos[0].place]);
    const kinds = target.pick<('remove' | 'like')[]>([['remove'], ['remove'], ['like'], ['remove', 'like'], ['like', 'remove']]).slice(0, places.length); // prettier-ignore
    const verb = target.pick(commands);
    const placeOf = (kind: 'remove' | 'like'): string => (kinds.includes(kind) ? places[kinds.indexOf(kind)] : '');
    const leaves = (photo: Photo): boolean => photo.place === placeOf('remove');
    const liked = new Map(photos.map((photo) => [photo, photo.favourite || photo.place === placeOf('like')]));
    const wishes = kinds.map((kind) => world.phrase(kind === 'like' ? ASK_LIKE : ASK_REMOVE, { place: placeOf(kind), verb }));
    const end = ending(world, 0.4);

    const keys = createKeys();
    const [button, heart] = [buttonMaker(world), actMaker(world, 0.7)];
    const tools = actMaker(world, 0.3);
    const asTable = random.chance(0.3);
    const [more, yes, no, heading] = [random.pick(['Load more', 'Show more photos', 'More']), random.pick(['Yes', 'Confirm', 'Continue']), random.pick(['No', 'Cancel', 'Keep them']), random.pick(['Photos', 'My pictures', 'Holiday album', 'All photos'])]; // prettier-ignore
    const tagged = random.pick(['figure', 'div', 'li'] as const);
    const like = random.pick(['favourite', 'like', 'heart']);
    let shown = random.chance(0.5) ? photos.length : Math.max(3, photos.length - 3);
    const ticked = new Set<Photo>();
    const history: Photo[][] = [];
    let asking = '';
    const change = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const apply = (command: string): void => {
      const batch = photos.filter((photo) => ticked.has(photo));
      batch.forEach((photo) => (photo.gone = command));
      history.push(batch);
      ticked.clear();
      asking = '';
    };
    const start = (command: string): void => {
      if (ticked.size === 0) return;
      if (command === commands[0]) asking = command;
      else apply(command);
    };
    const cell = (photo: Photo): HTMLElement[] => {
      const at = String(photos.indexOf(photo));
      const box = dom.element('input', '', { type: 'checkbox', 'aria-label': `Select ${photo.caption}` });
      box.checked = ticked.has(photo);
      box.addEventListener('change', change(() => void (box.checked ? ticked.add(photo) : ticked.delete(photo)))); // prettier-ignore
      keys.put(`tick ${at}`, box);
      const favourite = heart(like, change(() => (photo.favourite = !photo.favourite)), { on: photo.favourite, other: `un${like}` }); // prettier-ignore
      keys.put(`like ${at}`, favourite);
      const texts = [photo.caption, photo.place, dates(photo.day)].map((text) => dom.element('div', text));
      return [box, ...texts, favourite];
    };
    world.show('photos', () => {
      keys.clear();
      dom.add(dom.heading(heading));
      const bar = commands.map((command) => keys.put(command, tools(command, change(() => start(command))))); // prettier-ignore
      dom.add(dom.wrap('div', [...bar, dom.element('span', `${ticked.size} selected`)], 'line'));
      const cells = photos.slice(0, shown).filter((photo) => !photo.gone).map(cell); // prettier-ignore
      if (asTable) dom.add(dom.table(['', 'Caption', 'Place', 'Taken', ''], cells));
      else dom.add(dom.wrap(tagged === 'li' ? 'ul' : 'div', cells.map((parts) => dom.wrap(tagged, parts, 'box')), 'grid')); // prettier-ignore
      if (shown < photos.length) dom.add(dom.wrap('p', [keys.put('more', button(more, change(() => (shown = photos.length))))])); // prettier-ignore
      if (history.length > 0) dom.add(dom.wrap('div', [message(world, `${history.at(-1)!.length} moved.`), keys.put('undo', button(undoLabel, change(() => history.pop()!.forEach((photo) => (photo.gone = '')))))], 'line')); // prettier-ignore
      end.place();
      if (!asking) return;
      const { buttons } = dom.dialog(`${capital(asking)} ${ticked.size} of your photos?`, [dom.element('p', 'They leave this album.')], random.shuffle([{ label: yes, onClick: change(() => apply(commands[0])) }, { label: no, onClick: change(() => (asking = '')) }])); // prettier-ignore
      for (const { label, control } of buttons) keys.put(label, control);
    });
    const right = (photo: Photo): boolean => photo.gone === (leaves(photo) ? verb : '') && (photo.gone !== '' || photo.favourite === liked.get(photo)); // prettier-ignore
    const next = (): OracleStep => {
      const ready = photos.every((photo) => ticked.has(photo) === (leaves(photo) && !photo.gone));
      if (asking) return keys.press(ready && asking === verb ? yes : no);
      if (photos.some((photo) => photo.gone && photo.gone !== (leaves(photo) ? verb : ''))) return keys.press('undo');
      const at = photos.slice(0, shown).filter((photo) => !photo.gone);
      for (const kind of kinds.length > 0 ? kinds : (['like'] as const)) {
        const wrong = at.find((photo) => (kind === 'remove' ? ticked.has(photo) !== leaves(photo) : photo.favourite !== liked.get(photo) && !leaves(photo))); // prettier-ignore
        if (wrong) return keys.press(`${kind === 'remove' ? 'tick' : 'like'} ${photos.indexOf(wrong)}`);
        if (kind !== 'remove' || !at.some(leaves)) continue;
        return keys.press(shown < photos.length ? 'more' : verb);
      }
      const other = at.find((photo) => !right(photo) && !leaves(photo));
      if (other) return keys.press(`like ${photos.indexOf(other)}`);
      const loose = at.find((photo) => ticked.has(photo));
      if (loose) return keys.press(`tick ${photos.indexOf(loose)}`);
      return shown < photos.length ? keys.press('more') : end.last();
    };
    const goal = goalOf(world, FRAME, { all: wishes.join(world.wording.pick([' and ', ', and ', ', then '])) }, end);
    return { goal, ends: end.ends, succeeded: () => !asking && photos.every(right), next };
  },
};

const ASK_CAPTION: Phrasings = {
  seen: [
    'Open the photo {which}. {all}.', 'Find the picture {which}: {all}.', 'For the photo {which}, {all}.', 'The photo {which} needs some work. {all}.', 'Please look up the picture {which} and {all}.',
    'Go to the photo {which}, then {all}.', 'I mean the photo {which}: {all}.', 'Can you open the picture {which} and {all}?', 'Make sure of this for the photo {which}: {all}.',
  ],
  heldOut: ['There is a photo {which}. Would you {all}?', '{all}; I speak of the picture {which}.', 'Among my photos is one {which}, and with that one you should {all}.', 'As to the photo {which}: do {all}.'],
}; // prettier-ignore
const WISHES: Record<string, Phrasings> = {
  caption: {
    seen: ['change the caption to "{value}"', 'give it the caption "{value}"', 'let the caption be "{value}"', 'write "{value}" under it', 'call it "{value}"', 'set its caption to "{value}"', 'caption it "{value}"', 'replace the caption by "{value}"'],
    heldOut: ['have it say "{value}"', 'name it "{value}"', 'put "{value}" as the text of it', 'make its words "{value}"'],
  },
  album: {
    seen: ['move it to the album {value}', 'put it into the album {value}', 'choose {value} as its album', 'set the album to {value}', 'file it under {value}', 'let its album be {value}', 'add it to the album "{value}"', 'change its album to {value}'],
    heldOut: ['let it belong to {value}', 'place it in {value}', 'keep it in the album {value}', 'assign it to {value}'],
  },
  like: {
    seen: ['mark it as a favourite', 'make it a favourite', 'put a heart on it', 'add it to the favourites', 'set it as favourite', 'let it be a favourite', 'like it', 'turn it into a favourite'],
    heldOut: ['have it among the favourites', 'give it a heart', 'see that it is a favourite', 'keep it as one of the favourites'],
  },
}; // prettier-ignore

/** Opens the photo that is told by where and when it was taken; changes its caption in place, its album, its heart. */
export const albumCaption: Family = {
  name: 'album-caption',
  skills: ['navigate', 'type', 'inline-edit', 'choice', 'compare', 'several'],
  recoverable: true,
  impossibleShare: 0.08,
  build(world) {
    const { dom, random, target, words } = world;
    const albums = words.distinct(random.integer(3, 5), () => capital(words.noun()));
    const all = makePhotos(world, random.integer(5, 8), albums);
    const dates = dateMaker(world, 0, 300);
    const wanted = target.pick(all);
    const photos = world.impossible ? all.filter((photo) => photo.place !== wanted.place) : all;
    const there = all.filter((photo) => photo.place === wanted.place).sort((a, b) => a.day - b.day);
    const which = describe(world, wanted, there, dates(wanted.day));
    const kinds = target.sample(['caption', 'album', 'like'], target.integer(2, 3));
    const after: Photo = { ...wanted };
    if (kinds.includes('caption')) after.caption = capital(`${words.adjective()} ${words.noun()}`);
    if (kinds.includes('album')) after.album = target.pick(albums);
    if (kinds.includes('like')) after.favourite = true;
    const parts = kinds.map((kind) => world.phrase(WISHES[kind], { value: kind === 'caption' ? after.caption : after.album }));
    const end = ending(world, 0.4, ENDS);
    const goal = goalOf(world, ASK_CAPTION, { which, all: listed(parts) }, end);
    const wantedOf = new Map(photos.map((photo) => [photo, photo === wanted ? after : { ...photo }]));

    const keys = createKeys();
    const [button, act] = [buttonMaker(world), actMaker(world, 0.6)];
    const choose = choiceMaker(world, ['select', 'select', 'dropdown', 'segments']);
    const [asTable, title, edit, like] = [random.chance(0.35), random.pick(['Photos', 'Gallery', 'Album', 'Pictures']), random.pick(['edit', 'rename']), random.pick(['favourite', 'like', 'heart'])]; // prettier-ignore
    world.reserve(title, ...albums, ...all.flatMap((photo) => [photo.caption, photo.place]), after.caption, 'Save', 'Cancel', edit, like, 'Album'); // prettier-ignore
    let open: Photo | undefined;
    let editing: ReturnType<typeof dom.field> | undefined;
    let inEdit = false;
    let album: ReturnType<typeof choose>;
    let seen = false;
    const list = (): void => {
      keys.clear();
      open = undefined;
      dom.add(dom.heading(title));
      const cells = photos.map((photo, i) => {
        const go = (): void => ((inEdit = false), world.go(`photo ${i}`, () => view(photo)));
        const name = keys.put(`photo ${i}`, dom.button(photo.caption, go, 'link').control);
        return [name, dom.element('div', photo.place), dom.element('div', dates(photo.day))];
      });
      if (asTable) dom.add(dom.table(['Caption', 'Place', 'Taken on'], cells));
      else dom.add(dom.wrap('div', cells.map((one) => dom.wrap('figure', one, 'box')), 'grid')); // prettier-ignore
      end.place();
    };
    const change = (work: () => void) => (): void => {
      work();
      world.refresh();
    };
    const view = (photo: Photo): void => {
      keys.clear();
      open = photo;
      seen ||= photo === wanted;
      dom.add(breadcrumbs(world, [keys.put('back', dom.button(title, () => world.go('photos', list), 'link').control)], `${photo.place}, ${dates(photo.day)}`)); // prettier-ignore
      album = choose('Album', albums, photo.album);
      album.root.addEventListener('change', () => (photo.album = album.value()));
      editing = undefined;
      if (inEdit) {
        editing = dom.field('Caption', { value: photo.caption, labelled: 'aria' });
        const field = editing;
        const store = keys.put('save', button('Save', change(() => ((photo.caption = field.value()), (inEdit = false))))); // prettier-ignore
        dom.add(dom.wrap('div', [field, store, button('Cancel', change(() => (inEdit = false)))], 'line')); // prettier-ignore
      } else dom.add(dom.wrap('div', [dom.element('b', photo.caption), keys.put('edit', act(edit, change(() => (inEdit = true))))], 'line')); // prettier-ignore
      const heart = keys.put('like', act(like, change(() => (photo.favourite = !photo.favourite)), { on: photo.favourite, other: `un${like}` })); // prettier-ignore
      dom.add(dom.wrap('div', [heart]), dom.wrap('div', [album]));
    };
    world.show('photos', list);
    const same = (photo: Photo): boolean => {
      const right = wantedOf.get(photo)!;
      return photo.caption === right.caption && photo.album === right.album && photo.favourite === right.favourite;
    };
    const next = (): OracleStep => {
      if (!open) {
        const photo = photos.find((one) => !same(one)) ?? (seen || world.impossible ? undefined : wanted);
        return photo ? keys.press(`photo ${photos.indexOf(photo)}`) : world.impossible ? refuse() : end.last();
      }
      const right = wantedOf.get(open)!;
      const steps: Record<string, () => OracleStep | undefined> = {
        caption: () => (inEdit ? (editing!.step(right.caption) ?? keys.press('save')) : open!.caption === right.caption ? undefined : keys.press('edit')),
        album: () => album.step(right.album),
        like: () => (open!.favourite === right.favourite ? undefined : keys.press('like')),
      }; // prettier-ignore
      const step = (inEdit ? steps.caption() : undefined) ?? [...kinds, 'caption', 'album', 'like'].map((kind) => steps[kind]()).find((one) => one); // prettier-ignore
      return step ?? keys.press('back');
    };
    return { goal, ends: end.ends, succeeded: () => !inEdit && photos.every(same), next };
  },
};

/** What tells one photo from all others. `there` are those of its place, the oldest first. */
function describe({ target }: World, photo: Photo, there: readonly Photo[], date: string): string {
  if (there.length === 1) return target.pick(['from {place}', 'taken in {place}', 'of {place}']).replace('{place}', photo.place);
  if (photo === there[0] && target.chance(0.5)) return target.pick(['that is the oldest from', 'taken first in']).concat(` ${photo.place}`); // prettier-ignore
  if (photo === there.at(-1) && target.chance(0.5)) return target.pick(['that is the newest from', 'taken last in']).concat(` ${photo.place}`); // prettier-ignore
  return target.pick([`from ${photo.place} of ${date}`, `taken in ${photo.place} on ${date}`]);
}
