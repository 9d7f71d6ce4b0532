/* bot/domain/matching/reading.py with lattice.py, sound.py and looks.py: what was meant. */

const OFTEN_FOR_PINYIN = 2;
const MOST_ALIKE = 6;
const SHORTEST_PINYIN = 2;
const SURELY_SPELT = 6;
const GAP = " ";
const SOMETIMES = 2;
const SHORTEST_SPELT = 4;
const LONG = 8;
const LONGEST_SYLLABLE = 6;

/** The choices, one for each place, with the largest sum (Viterbi); ties: the last path by code. */
function bestPath(choices, together) {
  let best = new Map([["", [0, ""]]]);
  for (const place of choices) {
    const next = new Map();
    for (const [choice, value] of place) {
      let winner = null;
      for (const [before, [worth, path]] of best) {
        const sum = worth + value + (before ? together(before, choice) : 0);
        if (!winner || sum > winner[0] || (sum === winner[0] && path + choice > winner[1])) {
          winner = [sum, path + choice];
        }
      }
      next.set(choice, winner);
    }
    best = next;
  }
  const ends = [...best.values()];
  return ends.reduce((a, b) => (b[0] > a[0] || (b[0] === a[0] && b[1] > a[1]) ? b : a))[1];
}

/** Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours. */
function slipsBetween(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length];
}

/** How characters and syllables sound: {sound, syllables, syllablesSound}. */
function ear({ readings, spellings }) {
  const known = new Set(spellings);
  const sounds = new Map();
  const blur = (syllable) => {
    const short = /^[zcs]h/.test(syllable) ? syllable[0] + syllable.slice(2) : syllable;
    return short.endsWith("ng") ? short.slice(0, -1) : short;
  };
  for (const [, syllable, characters] of readings.matchAll(/([a-z]+)([^a-z]+)/g)) {
    known.add(syllable);
    for (const character of characters) sounds.set(character, blur(syllable));
  }

  /** The word as the fewest syllables, none if it is not pinyin. */
  function syllables(word) {
    const best = [[]];
    for (let start = 0; start < word.length; start += 1) {
      const before = best[start];
      if (!before) continue;
      const last = Math.min(start + LONGEST_SYLLABLE, word.length);
      for (let end = start + 1; end <= last; end += 1) {
        const shorter = !best[end] || best[end].length > before.length + 1;
        const syllable = word.slice(start, end);
        if (shorter && known.has(syllable)) best[end] = [...before, syllable];
      }
    }
    return best[word.length] ?? [];
  }

  return {
    sound: (text) => [...text].map((character) => sounds.get(character) ?? character).join(" "),
    syllables,
    syllablesSound: (spoken) => spoken.map(blur).join(" "),
  };
}

function eye(groups) {
  const first = new Map();
  for (const group of groups.split(" ")) for (const one of group) first.set(one, group[0]);
  return (text) => [...text].map((character) => first.get(character) ?? character).join("");
}

/** Reads tokens with the words of the deck in mind; `frequencies`: how often it uses each term. */
class Reader {
  constructor(data, frequencies) {
    this.of = frequencies;
    this.real = new Set(data.real);
    this.constants = data.constants;
    Object.assign(this, ear(data), { look: eye(data.looks) });
    const pairs = [...frequencies.keys()].filter((term) => term.length === 2 && isChinese(term));
    pairs.sort(); // by code, as the terms of the index are; sorting by frequency keeps that order
    const { often, cohesion, frequency } = this.constants;
    this.usual = new Map();
    for (const pair of pairs) {
      const count = frequencies.get(pair);
      const rarer = Math.min(frequencies.get(pair[0]), frequencies.get(pair[1]));
      if (count >= often && count >= cohesion * rarer) {
        this.usual.set(pair, 1 + frequency * Math.log(count));
      }
    }
    const spoken = pairs.filter((pair) => frequencies.get(pair) >= OFTEN_FOR_PINYIN);
    this.bySound = this.alike(this.sound, spoken);
    this.byLook = this.alike(this.look, [...this.usual.keys()]);
    this.byFirstLetter = new Map();
    for (const [word, count] of frequencies) {
      if (count >= SOMETIMES && word.length >= SHORTEST_SPELT && /^[a-z]+$/.test(word)) {
        if (!this.byFirstLetter.has(word[0])) this.byFirstLetter.set(word[0], []);
        this.byFirstLetter.get(word[0]).push(word);
      }
    }
  }

  /** Pairs by what they are like, a few of each kind, the most usual first. */
  alike(key, pairs) {
    const found = new Map();
    for (const pair of [...pairs].sort((a, b) => this.of.get(b) - this.of.get(a))) {
      const likeness = key(pair);
      const kind = found.get(likeness) ?? [];
      if (kind.length < MOST_ALIKE) kind.push(pair);
      found.set(likeness, kind);
    }
    return found;
  }

  read(typed) {
    const tokens = [];
    let pinyin = [];
    for (const token of [...typed, ""]) {
      if (this.isPinyin(token)) {
        pinyin.push(token);
        continue;
      }
      if (pinyin.length) {
        const runs = this.fromPinyin(pinyin);
        tokens.push(...(runs.length ? runs : pinyin));
        pinyin = [];
      }
      if (token)
        tokens.push(isChinese(token) ? this.correctRun(token) : this.correctWord(token, 2));
    }
    return tokens;
  }

  /** Whether a word is one of the deck, or an English one that is no slip in one of the deck. */
  isWord(token) {
    return this.of.has(token) || this.real.has(token);
  }

  isPinyin(token) {
    if (token.length < SHORTEST_PINYIN || !isLatin(token) || this.isWord(token)) return false;
    const misspelt = token.length >= SURELY_SPELT && this.correctWord(token, 1) !== token;
    return this.syllables(token).length > 0 && !misspelt;
  }

  /** A run with such look-alikes and homophones that its pairs are ones of the deck. */
  correctRun(run) {
    const choices = [...run].map((character) => new Map([[character, 0]]));
    const offer = (place, character) => {
      if (!choices[place].has(character)) choices[place].set(character, -this.constants.change);
    };
    const typed = pairwise(run).map((pair) => pair.join(""));
    typed.forEach((pair, start) => {
      if (this.of.has(pair)) return;
      const heard = this.bySound.get(this.sound(pair)) ?? [];
      for (const meant of [...heard, ...(this.byLook.get(this.look(pair)) ?? [])]) {
        offer(start, meant[0]);
        offer(start + 1, meant[1]);
      }
    });
    if (choices.every((place) => place.size === 1)) return run;
    const said = new Set(typed);
    return bestPath(choices, (first, second) => {
      const pair = first + second;
      if (said.has(pair)) return this.of.has(pair) ? 1 : 0;
      const rare = this.of.get(pair) >= SOMETIMES ? this.constants.rare : 0;
      return this.usual.get(pair) ?? rare;
    });
  }

  /** The runs of characters that the deck has for syllables, the most usual ones. */
  fromPinyin(words) {
    const spoken = words.flatMap((word) => this.syllables(word));
    const choices = spoken.map(() => new Map([[GAP, 0]]));
    pairwise(spoken).forEach((pair, start) => {
      for (const meant of this.bySound.get(this.syllablesSound(pair)) ?? []) {
        choices[start].set(meant[0], 0);
        choices[start + 1].set(meant[1], 0);
      }
    });
    const read = bestPath(choices, (first, second) => {
      if (first === GAP || second === GAP) return 0;
      const count = this.of.get(first + second) ?? 0;
      return count >= OFTEN_FOR_PINYIN ? Math.log(count) : -1;
    });
    return read.split(GAP).filter(Boolean);
  }

  correctWord(word, slips) {
    if (this.isWord(word) || word.length < SHORTEST_SPELT || !/^[a-z]+$/.test(word)) return word;
    const most = word.length >= LONG ? slips : 1;
    const letters = (one) => [...one].sort().join("");
    let best = null;
    for (const meant of this.byFirstLetter.get(word[0]) ?? []) {
      const distance = slipsBetween(word, meant, most);
      if (distance > most) continue;
      if (word.length <= SHORTEST_SPELT && letters(meant) !== letters(word)) continue;
      const candidate = [distance, -this.of.get(meant), meant];
      if (!best || isBefore(candidate, best)) best = candidate;
    }
    return best ? best[2] : word;
  }
}

/** Compare rows of values, as Python compares tuples. */
function isBefore(a, b) {
  const differing = a.findIndex((value, i) => value !== b[i]);
  return differing >= 0 && a[differing] < b[differing];
}
