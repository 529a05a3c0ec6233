"""Change between two points in plain Python, written from the formulas and not from the C++: what the program is held against."""
import functools
import itertools
import math
import statistics

Z = statistics.NormalDist().inv_cdf(0.975)


def student_two_sided(t, df):
    """P(|T| >= |t|): the area under the density by Simpson's rule, with x = sinh(u), so that the tail dies away like exp(-df u)."""
    constant = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    start, steps = math.asinh(abs(t)), 4_000
    width = (36.0 / df + math.asinh(10.0 * math.sqrt(df))) / steps

    def at(i):
        u = start + i * width
        return constant * math.exp(-(df + 1) / 2 * math.log1p(math.sinh(u) ** 2 / df)) * math.cosh(u)

    area = at(0) + at(steps) + sum((4 if i % 2 else 2) * at(i) for i in range(1, steps))
    return 2 * area * width / 3


@functools.lru_cache(maxsize=None)
def student_critical(df):
    low, high = 0.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if student_two_sided(middle, df) > 0.05 else (low, middle)
    return (low + high) / 2


def wilson(k, n):
    p = k / n
    centre, reach = 2 * k + Z * Z, Z * math.sqrt(Z * Z + 4 * n * p * (1 - p))
    return [(centre - reach) / (2 * (n + Z * Z)), (centre + reach) / (2 * (n + Z * Z))]


def newcombe(first, second):
    """Lists of yes and no."""
    (p, (l1, u1)), (q, (l2, u2)) = ((sum(row) / len(row), wilson(sum(row), len(row))) for row in (first, second))
    return {"improved_difference": p - q, "improved_difference_ci95": [p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)]}


def sign_p(up, down):
    n = up + down
    return min(1.0, 2 * sum(math.comb(n, i) for i in range(min(up, down) + 1)) / 2**n) if n else None


def signed_ranks(differences):
    moved = [d for d in differences if d]
    if not moved:
        return None
    sizes = [abs(d) for d in moved]
    ranks = [sum(s < abs(d) for s in sizes) + (sum(s == abs(d) for s in sizes) + 1) / 2 for d in moved]
    plus = sum(r for r, d in zip(ranks, moved) if d > 0)
    result = {"w_plus": plus, "w_minus": sum(ranks) - plus}
    if len(moved) <= 12:  # every way to put the signs
        least = min(plus, sum(ranks) - plus)
        low = sum(1 for signs in itertools.product((0, 1), repeat=len(ranks)) if sum(itertools.compress(ranks, signs)) <= least)
        result["p"] = min(1.0, 2 * low / 2 ** len(ranks))
    return result


def mean(values):
    return sum(values) / len(values) if values else None


def sd(values):
    return math.sqrt(sum((v - mean(values)) ** 2 for v in values) / (len(values) - 1)) if len(values) > 1 else None


def welch(first, second):
    difference = mean(first) - mean(second)
    if len(first) < 2 or len(second) < 2:
        return {"change_of_gap": difference, "se": None, "df": None, "p": None, "ci95": None}
    a, b = sd(first) ** 2 / len(first), sd(second) ** 2 / len(second)
    se = math.sqrt(a + b)
    df = (a + b) ** 2 / (a * a / (len(first) - 1) + b * b / (len(second) - 1))
    reach = student_critical(df) * se
    return {"change_of_gap": difference, "se": se, "df": df, "p": student_two_sided(difference / se, df),
            "ci95": [difference - reach, difference + reach]}


def paired(pairs):
    """Everything about [(baseline, later)] that needs neither the lost nor the scale."""
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    moved = [b - a for a, b in pairs]
    n = len(pairs)
    result = {
        "n": n, "mean_baseline": mean(before), "mean_later": mean(after), "sd_baseline": sd(before), "sd_later": sd(after),
        "mean_change": mean(moved), "sd_change": sd(moved),
        "improved": sum(d > 0 for d in moved), "same": sum(d == 0 for d in moved), "declined": sum(d < 0 for d in moved),
    }
    result["sign_p"] = sign_p(result["improved"], result["declined"])
    result["wilcoxon"] = signed_ranks(moved)
    result["lowest_fifth_gap"] = {"baseline": lowest_fifth(before), "later": lowest_fifth(after)}
    if n < 2:
        return result
    se = sd(moved) / math.sqrt(n)
    reach = student_critical(n - 1) * se
    result.update(se=se, df=n - 1, ci95=[mean(moved) - reach, mean(moved) + reach])
    if se > 0:
        result.update(t=mean(moved) / se, p=student_two_sided(mean(moved) / se, n - 1), d_z=mean(moved) / sd(moved))
    spread = (sd(before) + sd(after)) / 2
    if spread > 0:
        d_av = mean(moved) / spread
        result.update(d_av=d_av, g_av=d_av * (1 - 3 / (4 * (n - 1) - 1)))
    return result


def lowest_fifth(scores):
    if len(scores) < 5:
        return None
    lowest = sorted(scores)[: math.floor(len(scores) / 5 + 0.5)]
    return 100 * (mean(scores) - mean(lowest)) / mean(scores)


def reliable(pairs, alpha):
    sem = sd([a for a, _ in pairs]) * math.sqrt(1 - alpha)
    threshold = 1.96 * math.sqrt(2) * sem
    counts = {"reliably_improved": 0, "improved": 0, "no_change": 0, "declined": 0, "reliably_declined": 0}
    for a, b in pairs:
        way = "improved" if b > a else "declined" if b < a else "no_change"
        counts["reliably_" + way if way != "no_change" and abs(b - a) >= threshold else way] += 1
    return {"sem": sem, "s_diff": math.sqrt(2) * sem, "reliable_threshold": threshold, "reliable": counts}


def gaps(pairs, groups):
    """`groups[i]` is the group of pairs[i] or empty."""
    result = {}
    for name in sorted(set(groups) - {""}):
        own = [p for p, g in zip(pairs, groups) if g == name]
        rest = [p for p, g in zip(pairs, groups) if g != name]
        both = lambda rows, end: mean([r[end] for r in rows])
        one = {"n": len(own), "share": len(own) / len(pairs), "gap_baseline": both(own, 0) - both(pairs, 0),
               "gap_later": both(own, 1) - both(pairs, 1)}
        one["closed_by"] = abs(one["gap_baseline"]) - abs(one["gap_later"])
        if rest:
            one["gap_to_rest_baseline"] = both(own, 0) - both(rest, 0)
            one["gap_to_rest_later"] = both(own, 1) - both(rest, 1)
            one.update(welch([b - a for a, b in own], [b - a for a, b in rest]))
            one.update(newcombe([b > a for a, b in own], [b > a for a, b in rest]))
        result[name] = one
    return result
