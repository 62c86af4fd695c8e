"""The beta distribution: probability, quantile, and seeded draws.

Accuracy, held against scipy and closed forms in the tests: probabilities to 1e-12 for
parameters up to a thousand, to 1e-9 up to a hundred thousand (what is lost is lost in the
logarithms of the gamma function). A quantile is that of the computed probability to 1e-12.
Draws are the same on every machine up to the last digits of its logarithm and cosine.
"""

from __future__ import annotations

from math import cos, exp, isfinite, lgamma, log, log1p, pi, sqrt

from quizapp.core.rng import SeededRandom

_TINY = 1e-300
_PRECISION = 1e-15
_MAX_TERMS = 100_000
_STEPS, _CLOSE = 100, 1e-13


def probability_below(a: float, b: float, x: float) -> float:
    """P(p < x) for p ~ Beta(a, b): the regularised incomplete beta function I_x(a, b), in 0 .. 1.

    By the continued fraction (DLMF 8.17.22), on the side where it converges fast. Raises
    ValueError unless a and b are positive.
    """
    _check(a, b)
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front * _fraction(a, b, x) / a)
    return max(0.0, 1.0 - front * _fraction(b, a, 1 - x) / b)


def _check(a: float, b: float) -> None:
    if not (a > 0 and b > 0 and isfinite(a) and isfinite(b)):
        raise ValueError(f"the parameters of a beta distribution are positive, got {a} and {b}")


def _fraction(a: float, b: float, x: float) -> float:
    """1 / (1 + d1/(1 + d2/(1 + ...))) by Lentz's method."""
    c = 1.0
    d = 1.0 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = 1.0 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            step = c * d
            value *= step
        if abs(step - 1) < _PRECISION:
            return value
    raise ArithmeticError(f"the continued fraction of I_{x}({a}, {b}) did not converge")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def quantile(a: float, b: float, share: float) -> float:
    """The x with P(p < x) = ``share``: Newton's steps by the density, halving wherever one leaves the bracket."""
    _check(a, b)
    if not 0 <= share <= 1:
        raise ValueError(f"a share is between 0 and 1, got {share}")
    low, high, x = 0.0, 1.0, a / (a + b)
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    for _ in range(_STEPS):
        off = probability_below(a, b, x) - share
        low, high = (x, high) if off < 0 else (low, x)
        density = exp(scale + (a - 1) * log(x) + (b - 1) * log1p(-x))
        step = x - off / density if density > _TINY else low
        after = step if low < step < high else (low + high) / 2
        if abs(after - x) <= _CLOSE * x or not 0 < after < 1:
            return after
        x = after
    return x


def draw_log_gamma(rng: SeededRandom, shape: float) -> float:
    """The logarithm of a draw from Gamma(shape, 1): a small shape would underflow otherwise.

    Marsaglia and Tsang (2000); below shape 1, their draw for ``shape + 1`` times U ** (1 / shape).
    """
    if not (shape > 0 and isfinite(shape)):
        raise ValueError(f"the shape of a gamma distribution is positive, got {shape}")
    if shape < 1:
        return draw_log_gamma(rng, shape + 1) + log(_above_zero(rng)) / shape
    d = shape - 1 / 3
    c = 1 / sqrt(9 * d)
    while True:
        x = _normal(rng)
        v = (1 + c * x) ** 3
        if v > 0 and log(_above_zero(rng)) < 0.5 * x * x + d - d * v + d * log(v):
            return log(d) + log(v)


def draw_beta(rng: SeededRandom, a: float, b: float) -> float:
    """A draw from Beta(a, b), in 0 .. 1: X / (X + Y) of two gamma draws."""
    _check(a, b)
    x = draw_log_gamma(rng, a)
    y = draw_log_gamma(rng, b)
    odds = exp(-abs(x - y))
    return 1 / (1 + odds) if x >= y else odds / (1 + odds)


def _normal(rng: SeededRandom) -> float:
    """A standard normal draw (Box and Muller)."""
    return sqrt(-2 * log(_above_zero(rng))) * cos(2 * pi * rng.unit())


def _above_zero(rng: SeededRandom) -> float:
    """A number in (0, 1]."""
    return 1 - rng.unit()
