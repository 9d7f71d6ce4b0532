/* bot/domain/normalising.py and bot/domain/matching/tokens.py: a text as tokens. */

const FIRST_CHINESE = "\u3400";
const SHORTEST_GRAMMED = 5;
const GRAM = 4;
const GREEK = [
  ["α", "alpha"],
  ["β", "beta"],
  ["γ", "gamma"],
  ["δ", "delta"],
  ["ε", "epsilon"],
  ["ζ", "zeta"],
  ["η", "eta"],
  ["θ", "theta"],
  ["ι", "iota"],
  ["κ", "kappa"],
  ["λ", "lambda"],
  ["μ", "mu"],
  ["ν", "nu"],
  ["ξ", "xi"],
  ["ο", "omicron"],
  ["π", "pi"],
  ["ρ", "rho"],
  ["σ", "sigma"],
  ["τ", "tau"],
  ["υ", "upsilon"],
  ["φ", "phi"],
  ["χ", "chi"],
  ["ψ", "psi"],
  ["ω", "omega"],
];
const isChinese = (token) => token[0] >= FIRST_CHINESE;
const isLatin = (token) => token[0] < "\x80";

/** Python's str.casefold, as far as letters are concerned that become tokens. */
const caseFold = (text) => text.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");

/** Two phrasings that differ in case, spaces or punctuation only have this in common. */
const fold = (text) => caseFold(text.normalize("NFKC")).replace(/[^\p{L}\p{N}+#&]/gu, "");

/** OpenCC's conversion: from left to right the longest phrase, else the character. */
function simplifier({ from, to, phrases }) {
  const froms = Array.from(from);
  const tos = Array.from(to);
  const characters = new Map(froms.map((character, i) => [character, tos[i]]));
  const longestFirst = Object.keys(phrases).sort((a, b) => b.length - a.length);
  const anything = new RegExp(`${longestFirst.join("|")}|[${from}]`, "gu");
  return (text) => text.replace(anything, (found) => phrases[found] ?? characters.get(found));
}

/** Returns the functions that turn a text into tokens: {normalise, cut, spellOut}. */
function textReader(data) {
  const simplify = simplifier(data.traditional);
  const greek = new Map(GREEK);
  const greekNames = new Set(greek.values());
  const greekLetter = new RegExp(`[${[...greek.keys()].join("")}]`, "g");
  const cased = new RegExp(Object.keys(data.cased).join("|"), "g");
  const mainland = data.mainland;
  const words = Object.keys(mainland).sort((a, b) => b.length - a.length);
  const mainlandWord = new RegExp(words.join("|"), "g");
  const frame = new RegExp(data.patterns.frame, "gu");
  const token = new RegExp(data.patterns.token, "gu");
  const british = new RegExp(data.patterns.british, "gu");
  const englishFrames = new Set(data.words);
  const synonyms = new Map(Object.entries(data.synonyms));

  const spellOut = (text) => text.replace(cased, (word) => data.cased[word]);

  function normalise(text) {
    const plain = caseFold(spellOut(text.normalize("NFKC")))
      .replace(/\\([a-z]+)/g, (_, name) => (greekNames.has(name) ? ` ${name} ` : " "))
      .replace(/[$^_{}\\]/g, "")
      .replace(greekLetter, (letter) => ` ${greek.get(letter)} `)
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "");
    return simplify(plain).replace(mainlandWord, (word) => mainland[word]);
  }

  function stem(word) {
    const american = word.length > SHORTEST_GRAMMED + 1 ? word.replace(british, "iz") : word;
    const plural = american.length >= GRAM && american.endsWith("s");
    const singular =
      plural && !/(?:ss|us|is)$/.test(american) ? american.slice(0, -1) : american;
    return synonyms.get(singular) ?? singular;
  }

  /** The tokens of a normalised text. */
  function cut(plain) {
    const found = plain.replace(frame, " ").match(token) ?? [];
    return found
      .filter((word) => !englishFrames.has(word))
      .map((word) => (isChinese(word) ? word : stem(word)));
  }

  return { normalise, cut, spellOut };
}

/** The neighbours in a row: pairwise("abc") is [["a", "b"], ["b", "c"]]. */
function pairwise(row) {
  const pairs = [];
  for (let i = 0; i + 1 < row.length; i += 1) pairs.push([row[i], row[i + 1]]);
  return pairs;
}

function compounds(tokens) {
  const latin = pairwise(tokens).filter(([first, second]) => isLatin(first) && isLatin(second));
  return latin.map(([first, second]) => first + second);
}

function grams(word) {
  if (word.length < SHORTEST_GRAMMED) return [];
  const ended = `^${word}$`;
  return Array.from({ length: ended.length - GRAM + 1 }, (_, i) => `~${ended.slice(i, i + GRAM)}`);
}

function tokenTerms(token) {
  if (!isChinese(token)) return [token, ...grams(token)];
  return [...token, ...pairwise(token).map(([first, second]) => first + second)];
}

const isGram = (term) => term[0] === "~";

function weight(term, constants) {
  if (isChinese(term)) return constants.chineseWeight;
  return isGram(term) ? constants.gramWeight : constants.wordWeight;
}
