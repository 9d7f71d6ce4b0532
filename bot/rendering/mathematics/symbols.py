"""LaTeX's names for symbols, and Unicode's alphabets for LaTeX's fonts."""

from bot.rendering.mathematics.tree import Kind, Symbol


def _table(kind: Kind, names_and_characters: str) -> dict[str, Symbol]:
    words = names_and_characters.split()
    return {
        name: Symbol(character, kind)
        for name, character in zip(words[::2], words[1::2], strict=True)
    }


_LETTERS = """
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
ell ℓ hbar ℏ imath ı jmath ȷ Re ℜ Im ℑ aleph ℵ wp ℘ infty ∞ emptyset ∅ varnothing ∅ top ⊤ bot ⊥
intercal ⊺ perp ⊥ prime ′ degree ° angle ∠ dagger † ddagger ‡ ldots … dots … dotsc … dotsb ⋯
cdots ⋯ vdots ⋮ ddots ⋱ forall ∀ exists ∃ nexists ∄ checkmark ✓ square □ Box □ blacksquare ■
triangle △
"""

_OPERATORS = """
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂
bigodot ⨀ bigvee ⋁ bigwedge ⋀
"""

_FUNCTIONS = """
arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup
ln log max min Pr sec sin sinh sup tan tanh
"""

_BINARY = """
pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘
odot ⊙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ wr ≀ amalg ⨿
"""

_RELATIONS = """
le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅
propto ∝ ll ≪ gg ≫ prec ≺ succ ≻ preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ doteq ≐ triangleq ≜
coloneqq ≔ asymp ≍ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊
sqsubseteq ⊑ mid | parallel ∥ vdash ⊢ models ⊨ to → rightarrow → longrightarrow ⟶ gets ←
leftarrow ← longleftarrow ⟵ leftrightarrow ↔ longleftrightarrow ⟷ Rightarrow ⇒ implies ⟹
Longrightarrow ⟹ Leftarrow ⇐ impliedby ⟸ Leftrightarrow ⇔ iff ⟺ mapsto ↦ longmapsto ⟼
hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗
searrow ↘ swarrow ↙ nwarrow ↖ rightleftharpoons ⇌ leadsto ⇝ therefore ∴ because ∵
"""

_OPENING = "lbrace { { { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lgroup ( "
_CLOSING = "rbrace } } } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rgroup )"

SYMBOLS: dict[str, Symbol] = {
    **_table(Kind.ORDINARY, _LETTERS),
    **_table(Kind.PREFIX, "nabla ∇ partial ∂ neg ¬ lnot ¬"),
    **_table(Kind.OPERATOR, _OPERATORS),
    **{name: Symbol(name, Kind.OPERATOR) for name in _FUNCTIONS.split()},
    "bmod": Symbol("mod", Kind.NAME),
    **_table(Kind.BINARY, _BINARY),
    **_table(Kind.RELATION, _RELATIONS),
    **_table(Kind.PUNCTUATION, "colon :"),
    **_table(Kind.OPENING, _OPENING),
    **_table(Kind.CLOSING, _CLOSING),
    **_table(Kind.BAR, "vert | | ‖ Vert ‖"),
    **_table(Kind.ORDINARY, "% % # # & & _ _ $ $ backslash \\"),
}
"""What a command of one symbol stands for, by its name without the backslash."""

_ASCII = {
    **_table(Kind.BINARY, "+ + - − * ∗"),
    **_table(Kind.RELATION, "= = < < > > := :="),
    **_table(Kind.PUNCTUATION, ", , ; ; : :"),
    **_table(Kind.OPENING, "( ( [ ["),
    **_table(Kind.CLOSING, ") ) ] ]"),
    **_table(Kind.BAR, "| |"),
    **_table(Kind.SLASH, "/ /"),
}

CHARACTERS: dict[str, Symbol] = {
    **{symbol.text: symbol for symbol in SYMBOLS.values() if not symbol.text.isascii()},
    "‖": Symbol("‖", Kind.BAR),
    **_ASCII,
}
"""What a character that stands for itself is."""

SPACES: dict[str, str] = {
    **dict.fromkeys((",", ";", ":", ">", " ", "~", "enspace", "thinspace", "medspace"), " "),
    "quad": "  ",
    "qquad": "    ",
    **dict.fromkeys(("!", "negthinspace"), ""),
}
"""Commands that only make room."""

_SIZES = """
displaystyle textstyle scriptstyle limits nolimits nonumber notag
big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm
"""

IGNORED = frozenset(_SIZES.split())
"""Commands about size and place only, which plain text has no way to show."""

ACCENTS: dict[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "breve": "\u0306",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "acute": "\u0301",
    "grave": "\u0300",
    "vec": "\u20d7",
}
"""Combining characters by the command that puts them over (or under) a letter."""

FENCES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("matrix", "smallmatrix", "array"), ("", "")),
    "bmatrix": ("[", "]"),
    "pmatrix": ("(", ")"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", "}"),
}
"""The delimiters of environments with cells."""

ALIGNED = frozenset(("aligned", "align", "align*", "split", "gathered", "gather", "gather*"))
"""Environments of lines."""

FONTS: dict[str, str] = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm"), "bold"),
    "mathbb": "double-struck",
    **dict.fromkeys(("mathcal", "mathscr"), "script"),
    "mathfrak": "fraktur",
    "mathsf": "sans",
    "mathtt": "mono",
}
"""The alphabet that a font command asks for."""

_FIRST_CHARACTERS = {  # where Unicode puts A, a, 0, Α and α of each alphabet
    "bold": "𝐀𝐚𝟎𝚨𝛂",
    "double-struck": "𝔸𝕒𝟘",
    "script": "𝒜𝒶",
    "fraktur": "𝔄𝔞",
    "sans": "𝖠𝖺𝟢",
    "mono": "𝙰𝚊𝟶",
}

_OUT_OF_ORDER = {  # letters that Unicode had before it had the alphabet
    "double-struck": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    "script": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "fraktur": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "bold": {"ϵ": "𝛜", "ϕ": "𝛟", "∇": "𝛁", "∂": "𝛛"},
}

_RANGES = (("A", "Z"), ("a", "z"), ("0", "9"), ("Α", "Ω"), ("α", "ω"))


def _alphabet(font: str) -> dict[str, str]:
    letters = {}
    for first, (start, stop) in zip(_FIRST_CHARACTERS[font], _RANGES, strict=False):
        for code in range(ord(start), ord(stop) + 1):
            letters[chr(code)] = chr(ord(first) + code - ord(start))
    return letters | _OUT_OF_ORDER.get(font, {})


ALPHABETS: dict[str, dict[str, str]] = {font: _alphabet(font) for font in _FIRST_CHARACTERS}
"""For each alphabet the characters it has, by the plain character."""
