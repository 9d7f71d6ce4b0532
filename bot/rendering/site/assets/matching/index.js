/* bot/domain/matching/vocabulary.py, index.py, confidence.py and ranking.py. */

const ENTRIES = 10;
const OUTSIDE_TOPICS = 5;
const EPSILON = 2 ** -23; // of a 32-bit float, in which Python keeps what is counted here

/**
 * Terms of many phrases as arrays: which units hold which, how prominently, what they say.
 * It is empty until it was filled to the end.
 */
class Index {
  constructor({ counts, constants }) {
    this.constants = constants;
    this.size = counts.length;
    this.ids = new Map();
    this.terms = [];
    this.inPhrases = []; // how many phrases hold each term
    this.inUnit = []; // how many of the phrases of the unit that is being added
    this.lastPhrase = []; // the last phrase that holds each, counted from 1
    this.phrasesOf = new Int32Array(this.size + 1);
    this.phraseTerms = [];
    this.termsOf = new Map();
  }

  /** Take in the phrases in many small steps, between which a page can do something else. */
  *fill({ phrases, counts, constants }) {
    const lines = phrases.split("\n");
    this.phraseStart = new Int32Array(lines.length + 1);
    const postings = { term: [], unit: [], prominence: [] };
    for (const [unit, count] of counts.entries()) {
      const first = this.phrasesOf[unit];
      this.phrasesOf[unit + 1] = first + count;
      this.addUnit(unit, first, lines.slice(first, first + count), postings);
      yield;
    }
    this.layOut(postings);
    yield;
    this.information = Float64Array.from(this.rarities(), (rarity, id) =>
      Math.fround(Math.fround(weight(this.terms[id], constants)) * Math.fround(rarity)),
    );
    yield;
    this.measurePhrases(lines.length);
  }

  addUnit(unit, first, lines, postings) {
    const { halfSaid, halfSaidPerPhrase } = this.constants;
    const half = halfSaid + halfSaidPerPhrase * lines.length;
    const held = [];
    lines.forEach((line, place) => {
      const phrase = first + place + 1;
      for (const id of this.phraseIds(line ? line.split(" ") : [])) {
        if (this.lastPhrase[id] === phrase) continue;
        this.lastPhrase[id] = phrase;
        this.inPhrases[id] += 1;
        if (!this.inUnit[id]) held.push(id);
        this.inUnit[id] += 1;
        if (!isGram(this.terms[id])) this.phraseTerms.push(id);
      }
      this.phraseStart[phrase] = this.phraseTerms.length;
    });
    for (const id of held) {
      postings.term.push(id);
      postings.unit.push(unit);
      postings.prominence.push(Math.fround(this.inUnit[id] / (this.inUnit[id] + half)));
      this.inUnit[id] = 0;
    }
  }

  /** The terms of a phrase, some of them repeatedly. */
  phraseIds(tokens) {
    const found = [];
    for (const token of tokens) {
      if (!this.termsOf.has(token)) {
        this.termsOf.set(
          token,
          tokenTerms(token).map((term) => this.identify(term)),
        );
      }
      found.push(...this.termsOf.get(token));
    }
    for (const joined of compounds(tokens)) found.push(this.identify(joined));
    return found;
  }

  identify(term) {
    const known = this.ids.get(term);
    if (known !== undefined) return known;
    this.ids.set(term, this.terms.length);
    this.inPhrases.push(0);
    this.inUnit.push(0);
    this.lastPhrase.push(0);
    return this.terms.push(term) - 1;
  }

  /** Order the postings by term; within a term the units stay in order. */
  layOut({ term, unit, prominence }) {
    this.posting = new Int32Array(this.terms.length + 1);
    for (const id of term) this.posting[id + 1] += 1;
    for (let id = 0; id < this.terms.length; id += 1) this.posting[id + 1] += this.posting[id];
    const next = this.posting.slice();
    this.unit = new Int32Array(term.length);
    this.prominence = new Float32Array(term.length);
    term.forEach((id, i) => {
      const place = next[id]++;
      this.unit[place] = unit[i];
      this.prominence[place] = prominence[i];
    });
  }

  /** The logarithm of how rare each term is, by how prominently the units hold it. */
  rarities() {
    return this.terms.map((_, id) => {
      let sum = 0;
      let most = 0;
      for (let i = this.posting[id]; i < this.posting[id + 1]; i += 1) {
        sum += this.prominence[i];
        most = Math.max(most, this.prominence[i]);
      }
      return Math.log1p(this.size / (sum / most));
    });
  }

  measurePhrases(count) {
    this.norm = new Float64Array(count);
    for (let phrase = 0; phrase < count; phrase += 1) {
      let squares = 0;
      for (let i = this.phraseStart[phrase]; i < this.phraseStart[phrase + 1]; i += 1) {
        squares += this.information[this.phraseTerms[i]] ** 2;
      }
      this.norm[phrase] = Math.sqrt(squares) + EPSILON;
    }
  }

  frequencies() {
    return new Map(this.terms.map((term, id) => [term, this.inPhrases[id]]));
  }

  /**
   * A text, as tokens, in terms of this index, the most telling first. Several numbers without a
   * word have none: 224 is a size of images, but 2 + 2 is a sum.
   */
  query(tokens) {
    const joined = compounds(tokens).filter((word) => this.ids.has(word));
    const distinct = new Set([...tokens.flatMap(tokenTerms), ...joined]);
    const unheard = Math.log1p(this.size);
    const ids = [];
    let total = 0;
    let squares = 0;
    for (const term of distinct) {
      const id = this.ids.get(term);
      const said = id === undefined ? unheard * weight(term, this.constants) : this.information[id];
      if (id !== undefined) ids.push(id);
      total += said;
      if (!isGram(term)) squares += said ** 2;
    }
    const alone = [...distinct].filter((term) => !isGram(term)).length === 1;
    if (!alone && !ids.some((id) => /\p{L}/u.test(this.terms[id]))) return { ids: [] };
    ids.sort((a, b) => this.information[b] - this.information[a]);
    return { ids: this.used(ids), total, norm: Math.sqrt(squares) };
  }

  /** The most telling terms, as many of them as are used. */
  used(ids) {
    let postings = 0;
    return ids.filter((id, rank) => {
      postings += this.posting[id + 1] - this.posting[id];
      return !rank || postings <= this.constants.mostPostings;
    });
  }

  /** For each unit the share of what the query says that it explains. */
  shares({ ids, total }) {
    const explained = new Float64Array(this.size);
    for (const id of ids) {
      for (let i = this.posting[id]; i < this.posting[id + 1]; i += 1) {
        explained[this.unit[i]] += this.prominence[i] * this.information[id];
      }
    }
    return explained.map((sum) => sum / total);
  }

  /** How similar (0 to 1) the nearest phrase of a unit is to the query, whose ids are a set. */
  nearest(unit, { asked, norm }) {
    let best = 0;
    for (let phrase = this.phrasesOf[unit]; phrase < this.phrasesOf[unit + 1]; phrase += 1) {
      let product = 0;
      for (let i = this.phraseStart[phrase]; i < this.phraseStart[phrase + 1]; i += 1) {
        const id = this.phraseTerms[i];
        if (asked.has(id)) product += this.information[id] ** 2;
      }
      best = Math.max(best, product / (this.norm[phrase] * norm));
    }
    return best;
  }
}

/** Ranks the entries of a deck, and the topics outside it. */
class Ranker {
  constructor(data, index) {
    this.constants = data.constants;
    this.entries = data.entries.length;
    this.text = textReader(data);
    this.index = index;
    this.reader = new Reader(data, index.frequencies());
  }

  /**
   * The candidates of both kinds for a normalised text, {unit, evidence, confidence}, those with
   * most evidence first.
   */
  rank(plain) {
    const query = this.index.query(this.reader.read(this.text.cut(plain)));
    if (!query.ids.length) return { entries: [], outside: [] };
    query.asked = new Set(query.ids);
    const shares = this.index.shares(query);
    const weigh = (unit) => ({ unit, evidence: this.evidence(unit, shares[unit], query) });
    const entries = this.largest(shares, 0, this.entries, ENTRIES).map(weigh);
    const outside = this.largest(shares, this.entries, shares.length, OUTSIDE_TOPICS).map(weigh);
    this.judge([...entries, ...outside], Math.log(query.total + this.constants.informationFloor));
    const byEvidence = (a, b) => b.evidence - a.evidence;
    return { entries: entries.sort(byEvidence), outside: outside.sort(byEvidence) };
  }

  largest(shares, first, last, most) {
    const units = [];
    for (let unit = first; unit < last; unit += 1) if (shares[unit] > 0) units.push(unit);
    return units.sort((a, b) => shares[b] - shares[a]).slice(0, most);
  }

  evidence(unit, share, query) {
    const { logShare, shareFloor, share: plain, nearest } = this.constants;
    const similarity = this.index.nearest(unit, query);
    return logShare * Math.log(share + shareFloor) + plain * share + nearest * similarity;
  }

  /** Give each candidate the probability that it is what the text asks for. */
  judge(candidates, said) {
    const { intercept, evidence, preference, information } = this.constants;
    const most = Math.max(...candidates.map((candidate) => candidate.evidence));
    const odds = candidates.map((candidate) => Math.exp(candidate.evidence - most));
    const all = odds.reduce((sum, one) => sum + one, 0);
    candidates.forEach((candidate, i) => {
      const logOdds =
        intercept +
        evidence * candidate.evidence +
        preference * (odds[i] / all) +
        information * said;
      candidate.confidence = 1 / (1 + Math.exp(-logOdds));
    });
  }
}
