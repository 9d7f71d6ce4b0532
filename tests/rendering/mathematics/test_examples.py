import pytest

from bot.rendering.mathematics import Level, to_unicode

EXACT = [
    (r"x^2", "x²"),
    (r"x_{ij}^2", "xᵢⱼ²"),
    (r"10^{-8}", "10⁻⁸"),
    (r"\sum_i w_i", "∑ᵢ wᵢ"),
    (r"\sum_{i=1}^{n}x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"\int_0^1 x\,\mathrm dx", "∫₀¹ x dx"),
    (r"\|w\|_2^2", "‖w‖₂²"),
    (r"\lVert w\rVert_1", "‖w‖₁"),
    (r"\sigma(x)=(1+e^{-x})^{-1}", "σ(x) = (1 + e⁻ˣ)⁻¹"),
    (r"\sigma'(x)\le\frac14", "σ′(x) ≤ ¼"),
    (r"\frac12\log(2\pi e\sigma^2)", "½ log(2πeσ²)"),
    (r"O(1/\sqrt n)", "O(1/√n)"),
    (r"w_i^*", "wᵢ*"),
    (r"x_i'", "x′ᵢ"),
    (r"x_i^\prime", "x′ᵢ"),
    (r"A^{-\top}", "A⁻ᵀ"),
    (r"X^\intercal X", "XᵀX"),
    (r"(i+1)\bmod n", "(i + 1) mod n"),
    (r"X^{+}", "X⁺"),
    (r"90^\circ", "90°"),
    (r"h^{(t-1)}", "h⁽ᵗ⁻¹⁾"),
    (r"\hat y", "ŷ"),
    (r"\bar{x}", "x̄"),
    (r"\tilde{\mathbf x}", "𝐱̃"),
    (r"\hat{\theta}", "θ̂"),
    (r"\mathbf{x}^\top\mathbf{W}", "𝐱ᵀ𝐖"),
    (r"\boldsymbol{\theta}", "𝛉"),
    (r"K\subset\mathbb R^n", "K ⊂ ℝⁿ"),
    (r"w\sim\mathcal N(0,\alpha^{-1}I)", "w ∼ 𝒩(0, α⁻¹I)"),
    (r"\mathcal{L}(\theta)", "ℒ(θ)"),
    (r"\mathbf 1[\hat y\ne y]", "𝟏[ŷ ≠ y]"),
    (r"p(x\mid y)", "p(x | y)"),
    (r"\{x\mid x>0\}", "{x | x > 0}"),
    (r"50\%", "50%"),
    (r"1{,}000", "1,000"),
    (r"f:X\to Y", "f: X → Y"),
    (r"i=1,\dots,n", "i = 1, …, n"),
    (r"x\to y\quad\text{as}\quad n\to\infty", "x → y  as  n → ∞"),
    (r"x=Wh+b+\text{噪声}", "x = Wh + b + 噪声"),
    (r"\mathrm{Bias}^2+\mathrm{Var}", "Bias² + Var"),
    (r"\left\lfloor x\right\rfloor", "⌊x⌋"),
    (r"f|_{x=0}", "f|ₓ₌₀"),
    (r"X\overset{d}{\to}Y", "X →ᵈ Y"),
    (r"\begin{aligned}a&=b+c\\&=d\end{aligned}", "a = b + c\n= d"),
]

LINEARISED = [
    (r"\frac{1}{1+\exp(-x)}", "1/(1 + exp(−x))"),
    (r"\sqrt{a+b}", "√(a + b)"),
    (r"\sqrt[3]{x+1}", "∛(x + 1)"),
    (r"\sqrt[n]{x}", "ⁿ√(x)"),
    (r"e^{-\frac{(x-\mu)^2}{2\sigma^2}}", "e^(−(x−μ)²/(2σ²))"),
    (r"x^{1/2}", "x^(1/2)"),
    (r"x^{y^z}", "x^(yᶻ)"),
    (r"e^{i\pi}", "e^(iπ)"),
    (r"x_{i,j}", "x_(i,j)"),
    (r"W_fx_t+b_f", "W_f xₜ + b_f"),
    (r"p_{data}(x)", "p_data(x)"),
    (r"L^\infty", "L^∞"),
    (r"\mathbb E_{x\sim P}\left[\log\frac{P(x)}{Q(x)}\right]", "𝔼_(x∼P)[log(P(x)/Q(x))]"),
    (r"D_{KL}(P\|Q)", "D_KL(P ‖ Q)"),
    (r"\arg\max_\theta\sum_i\log p(x_i;\theta)", "arg max_θ ∑ᵢ log p(xᵢ; θ)"),
    (r"\operatorname*{arg\,max}_\theta L", "arg max_θ L"),
    (r"\underset{\theta}{\arg\min}\,L", "arg min_θ L"),
    (r"\frac{\tilde p_1(x)}{\tilde p_0(x)}", "p̃₁(x)/p̃₀(x)"),
    (r"\int_{-\infty}^x\sigma(y)\,dy", "∫_(−∞)^x σ(y) dy"),
    (r"\lim_{n\to\infty}\frac{n_A}{n}", "lim_(n→∞) (n_A/n)"),
    (r"\gamma=\sum_i\frac{\lambda_i}{\lambda_i+\alpha}", "γ = ∑ᵢ λᵢ/(λᵢ + α)"),
    (r"-\frac1m\sum_i\log p(x_i)", "−(1/m) ∑ᵢ log p(xᵢ)"),
    (r"\Delta\theta=-\frac{\epsilon}{\delta+\sqrt r}\odot g", "Δθ = −(ϵ/(δ + √r)) ⊙ g"),
    (r"-\epsilon\frac{\hat s}{\sqrt{\hat r}+\delta}", "−ϵ·(ŝ/(√r̂ + δ))"),
    (r"\frac{\partial^2 f}{\partial x_i\partial x_j}", "∂²f/(∂xᵢ∂xⱼ)"),
    (r"\frac{\partial}{\partial x}\log p", "(∂/∂x) log p"),
    (r"\frac{dJ}{dz}", "dJ/dz"),
    (r"\left.\frac{df}{dx}\right|_{x=0}", "(df/dx)|ₓ₌₀"),
    (r"\left\|\frac{\partial f}{\partial x}\right\|_F^2", "‖∂f/∂x‖_F²"),
    (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
    (r"\left[\begin{matrix}a&b\\c&d\end{matrix}\right]", "[a, b; c, d]"),
    (r"\begin{cases}x,&x>0\\0,&\text{otherwise}\end{cases}", "{x, x > 0; 0, otherwise}"),
    (r"\left\{\begin{array}{ll}1&x>0\\0&x\le0\end{array}\right.", "{1, x > 0; 0, x ≤ 0}"),
    (r"\begin{bmatrix}f(x,y)&a,b\end{bmatrix}", "[f(x, y), (a, b)]"),
    (r"x=\begin{aligned}a&=b\\&=c\end{aligned}", "x = (a = b; = c)"),
    (r"\binom{n}{k}p^k", "(n choose k)pᵏ"),
    (r"\underbrace{a+b}_{\text{bias}}+c", "(a + b)⏟(bias) + c"),
    (r"\overline{AB}", "overline(AB)"),
    (r"\hat{x_i}", "hat(xᵢ)"),
]

UNKNOWN = [
    r"\foo{x}",
    r"\frac{1}{2",
    r"x}",
    r"x^2^3",
    r"\left(x",
    r"\begin{tikzcd}a\end{tikzcd}",
    r"\begin{cases}a\end{matrix}",
    r"\text{where $x$}",
    r"\mathcal{\alpha}",
    r"\operatorname{a+b}",
    r"\sqrt[\infty]{x}",
    "a & b",
    "5 % of",
    "$x$",
    "\\",
]


@pytest.mark.parametrize(("latex", "text"), EXACT)
def test_what_unicode_has_is_written_as_printed(latex: str, text: str) -> None:
    assert (to_unicode(latex).text, to_unicode(latex).level) == (text, Level.EXACT)


@pytest.mark.parametrize(("latex", "text"), LINEARISED)
def test_the_rest_is_written_on_a_line_with_its_grouping(latex: str, text: str) -> None:
    assert (to_unicode(latex).text, to_unicode(latex).level) == (text, Level.LINEARISED)


@pytest.mark.parametrize("latex", UNKNOWN)
def test_what_is_not_known_stays_latex_and_says_so(latex: str) -> None:
    assert (to_unicode(latex).text, to_unicode(latex).level) == (latex, Level.NEEDS_FORM)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\frac{1}{a+b}", r"\frac1a+b"),
        (r"\frac{a}{bc}", r"\frac{a}{b}c"),
        (r"a\frac{b}{c}", r"\frac{ab}{c}"),
        (r"\frac{\frac ab}{c}", r"\frac{a}{\frac bc}"),
        (r"\sqrt{xy}", r"\sqrt{x}y"),
        (r"\sqrt{x^2}", r"\sqrt{x}^2"),
        (r"{x^y}^z", r"x^{y^z}"),
        (r"(a+b)^2", r"a+b^2"),
        (r"{a+b}c", r"a+bc"),
        (r"\log\frac ab", r"\frac{\log a}{b}"),
        (r"\sum_i\frac{a_i}{b}", r"\frac{\sum_i a_i}{b}"),
        (r"\sum_i\frac{\mathrm{IoU}}{n}", r"\frac{\sum_i\mathrm{IoU}}{n}"),
        (r"2\frac12", r"21/2"),
        (r"W_{fx}", r"W_fx"),
        (r"x^{\alpha x}", r"x^\alpha x"),
        (r"p_{dx}y", r"p_d xy"),
        (r"\hat{x}_i", r"\hat{x_i}"),
        (r"e^{x_i}", r"e^x_i"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", r"\begin{pmatrix}a\\b\\c\\d\end{pmatrix}"),
        (r"\begin{pmatrix}a,b&c\end{pmatrix}", r"\begin{pmatrix}a&b&c\end{pmatrix}"),
        (r"\frac{-x}{2}", r"-\frac{x}{2}"),
        (r"\frac{1}{a(b+c)}", r"\frac{1}{a}(b+c)"),
    ],
)
def test_different_formulas_have_different_texts(one: str, other: str) -> None:
    assert to_unicode(one).text != to_unicode(other).text


def test_bars_are_read_as_norms_or_conditions_by_their_number() -> None:
    assert to_unicode("|x|+|y|").text == "|x| + |y|"
    assert to_unicode("p(x|y)p(y|z)").text == "p(x | y)p(y | z)"
    assert to_unicode(r"\|A\|_2\|A^{-1}\|_2").text == "‖A‖₂‖A⁻¹‖₂"
    assert to_unicode(r"D(q(z|x)\|p(z))").text == "D(q(z | x) ‖ p(z))"


def test_an_interval_may_be_half_open() -> None:
    assert to_unicode("[0,1)").text == "[0, 1)"
    assert to_unicode("]0,1[").text == "]0, 1["


def test_a_minus_without_left_operand_has_no_space_behind_it() -> None:
    assert to_unicode("-x=a-(-b)").text == "−x = a − (−b)"


def test_a_short_formula_in_running_text_does_not_break() -> None:
    assert to_unicode("x = 1").unbroken == "x\u00a0=\u00a01"
    assert " = " in to_unicode(r"\theta = \theta_0 - \epsilon \nabla J(\theta_0) + c").unbroken
    assert to_unicode(r"\foo{x} {y}").unbroken == r"\foo{x} {y}"
