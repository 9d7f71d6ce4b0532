/* bot/domain/matching/matcher.py, numbers.py and parts.py: what a text comes to. */

const MOST_MATCHES = 5;
const LONGEST_SPLIT = 40;
const MOST_CONJUNCTIONS = 3;
const CHINESE_DIGITS = "零一二三四五六七八九";
const CHINESE_UNITS = { 十: 10, 百: 100 };
const DIGEST_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGEST_LENGTH = 7;

/** The first characters of a text, where one beyond U+FFFF counts once. */
const beginning = (text, most) => Array.from(text).slice(0, most).join("");

/** Seven characters by which a text is known: 64-bit FNV-1a of its UTF-8, folded. */
function digest(text) {
  const mask = (1n << 64n) - 1n;
  let value = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    value = ((value ^ BigInt(byte)) * 0x100000001b3n) & mask;
  }
  value ^= value >> BigInt(6 * DIGEST_LENGTH);
  const digit = (_, place) => DIGEST_DIGITS[Number((value >> BigInt(6 * place)) & 63n)];
  return Array.from({ length: DIGEST_LENGTH }, digit).join("");
}

/** Digits of any script as their value: NFKC leaves those that are no compatibility forms. */
function decimal(digits) {
  const zero = (code) => {
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1)) && code - first < 9) first -= 1;
    return first;
  };
  const value = (digit) =>
    /[0-9]/.test(digit) ? Number(digit) : digit.codePointAt(0) - zero(digit.codePointAt(0));
  return Array.from(digits).reduce((sum, digit) => 10 * sum + value(digit), 0);
}

function numeralValue(numeral) {
  if (/^\p{Nd}+$/u.test(numeral)) return decimal(numeral);
  const digitValue = (digit) =>
    CHINESE_DIGITS.indexOf(digit.replace("〇", "零").replace("两", "二"));
  const characters = [...numeral];
  if (!characters.some((character) => character in CHINESE_UNITS)) {
    return characters.reduce((sum, digit) => 10 * sum + digitValue(digit), 0);
  }
  let [total, digit] = [0, 0];
  for (const character of characters) {
    if (character in CHINESE_UNITS) {
      total += (digit || 1) * CHINESE_UNITS[character];
      digit = 0;
    } else {
      digit = digitValue(character);
    }
  }
  return total + digit;
}

/** Finds the entries of a deck that answer a text. */
class Matcher {
  /** Make a matcher in many small steps, the last of which returns it. */
  static *make(data) {
    const index = new Index(data);
    yield* index.fill(data);
    return new Matcher(data, new Ranker(data, index));
  }

  constructor(data, ranker) {
    this.data = data;
    this.ranker = ranker;
    this.reference = new RegExp(data.patterns.reference, "giu");
    this.filling = new RegExp(data.patterns.filling, "giu");
    this.conjunction = new RegExp(data.patterns.conjunction, "gu");
    this.named = new Map();
    let place = 0;
    data.entries.forEach((id, unit) => {
      for (let i = 0; i < data.counts[unit]; i += 1, place += DIGEST_LENGTH) {
        this.named.set(data.verbatim.slice(place, place + DIGEST_LENGTH), id);
      }
    });
  }

  /**
   * What a text comes to: {outcome: "found" | "unsure" | "not_found", matches: [{id, score}],
   * also: [id], outside: the position of a topic outside the deck, or null}.
   */
  match(typed) {
    const text = beginning(typed, this.data.constants.mostCharacters);
    return this.byNumber(text) ?? this.byContent(text);
  }

  /** The entries that a text is most probably about, best first, for a list. */
  search(typed, most) {
    const text = beginning(typed, this.data.constants.mostCharacters);
    const numbered = this.byNumber(text);
    if (numbered) return numbered.matches.slice(0, most);
    const ranking = this.ranker.rank(this.ranker.text.normalise(text));
    return this.verbatimFirst(text, this.matches(ranking, most)).slice(0, most);
  }

  /** The numbers of the questions that a text names, none if it says anything else. */
  parseNumbers(text) {
    const folded = text.normalize("NFKC").trim();
    if (/^\p{Nd}{1,3}$/u.test(folded)) return [decimal(folded)];
    if (folded.replace(this.reference, "").replace(this.filling, "")) return [];
    const numerals = [...folded.matchAll(this.reference)].map((found) =>
      found.slice(1).find(Boolean),
    );
    return [...new Set(numerals.map(numeralValue))];
  }

  byNumber(text) {
    const numbers = this.parseNumbers(text);
    const known = numbers.map((number) => this.data.numbers[number]).filter(Boolean);
    if (known.length) {
      const matches = known.slice(0, MOST_MATCHES).map((id) => ({ id, score: 1 }));
      return outcome("found", matches, { also: matches.slice(1) });
    }
    const bare = /^[\p{Nd}\u00b2\u00b3\u00b9\u2070-\u2089]+$/u.test(text.trim());
    return numbers.length && !bare ? outcome("not_found", []) : null;
  }

  byContent(text) {
    const { found, unsure } = this.data.constants;
    const plain = this.ranker.text.normalise(text);
    const ranking = this.ranker.rank(plain);
    const matches = this.matches(ranking, MOST_MATCHES);
    const named = this.verbatimFirst(text, matches);
    if (named !== matches) return outcome("found", named);
    const outside = this.outside(ranking);
    if (!matches.length) return outcome("not_found", [], { outside });
    const two = this.two(plain, ranking);
    if (two.length) {
      const rest = matches.filter((match) => two.every((one) => one.id !== match.id));
      return outcome("found", [...two, ...rest], { also: two.slice(1) });
    }
    if (matches[0].score >= found) return outcome("found", matches);
    if (/^\p{Nd}+$/u.test(plain.trim())) return outcome("not_found", []);
    if (matches[0].score >= unsure && outside === null) return outcome("unsure", matches);
    return outcome("not_found", matches, { outside });
  }

  /** The matches with the entry of an alias that was typed to the letter before them. */
  verbatimFirst(text, matches) {
    const id = this.named.get(digest(fold(this.ranker.text.spellOut(text))));
    if (!id) return matches;
    const first = { id, score: this.data.constants.verbatim };
    return [first, ...matches.filter((match) => match.id !== id)];
  }

  matches(ranking, most) {
    return ranking.entries.slice(0, most).map((candidate) => this.asMatch(candidate));
  }

  asMatch({ unit, confidence }) {
    return { id: this.data.entries[unit], score: confidence };
  }

  /** The topic outside the deck that the text is more likely about than any entry. */
  outside(ranking) {
    const rival = Math.max(0, ...ranking.entries.map((candidate) => candidate.confidence));
    const [best] = ranking.outside;
    if (!best || best.confidence < Math.max(this.data.constants.outside, rival)) return null;
    return best.unit - this.data.entries.length;
  }

  /** The two entries that a text names, none if one answers all of it. */
  two(plain, whole) {
    const { unit } = whole.entries[0];
    for (const halves of this.split(plain)) {
      const rankings = halves.map((half) => this.ranker.rank(half));
      const best = rankings.flatMap((ranking) => ranking.entries.slice(0, 1));
      const sure = best.filter((candidate) => candidate.confidence >= this.data.constants.named);
      const different = new Set(sure.map((candidate) => candidate.unit)).size === halves.length;
      if (different && !rankings.every((ranking) => this.explains(unit, ranking))) {
        sure.sort((a, b) => (a.unit !== unit) - (b.unit !== unit) || b.confidence - a.confidence);
        return sure.map((candidate) => this.asMatch(candidate));
      }
    }
    return [];
  }

  /** What stands before and after each conjunction of a short text that is normalised. */
  split(plain) {
    if (Array.from(plain).length > LONGEST_SPLIT) return [];
    return [...plain.matchAll(this.conjunction)]
      .slice(0, MOST_CONJUNCTIONS)
      .map((found) => [plain.slice(0, found.index), plain.slice(found.index + found[0].length)])
      .map((halves) => halves.map((half) => half.trim()))
      .filter(([before, after]) => before && after);
  }

  /** Whether an entry is nearly as good as the best one. */
  explains(unit, ranking) {
    const own = ranking.entries.find((candidate) => candidate.unit === unit);
    const enough = ranking.entries[0].evidence - this.data.constants.nearly;
    return own !== undefined && own.evidence >= enough;
  }
}

function outcome(kind, matches, { also = [], outside = null } = {}) {
  return {
    outcome: kind,
    matches: matches.slice(0, MOST_MATCHES),
    also: also.map((match) => match.id),
    outside,
  };
}
