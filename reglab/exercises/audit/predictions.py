"""Lesson 12: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

NOT_SIGNIFICANT = Prediction(
    "audit.not_significant",
    "The 95 % interval of a difference contains 0. Are the two methods equal?",
    {
        "a": "Yes: the difference is not significant.",
        "b": "Yes, with a probability of 95 %.",
        "c": "That is not known: the interval contains 0, and other differences as well.",
    },
)

NOT_SIGNIFICANT.answer(
    "c",
    "The data fit every difference in the interval, 0 among them. A wide interval contains 0 and "
    "large differences. To show that two methods are equivalent, the interval must be inside the "
    "margin.",
)

NOT_SIGNIFICANT.belief(
    "a",
    "not significant means equal",
    "With few seeds nearly every interval contains 0, even if the methods differ. A difference "
    "that was not shown may still exist.",
)

NOT_SIGNIFICANT.belief(
    "b",
    "95 % is the probability that the methods are equal",
    "The 95 % belong to the procedure: over many experiments, 95 % of such intervals contain the "
    "true difference. They are not the probability of one of the differences in it.",
)

STEPS = Prediction(
    "audit.steps",
    "One method gets twice as many training steps as its baseline. Is the comparison fair?",
    {
        "a": "Yes: a method may get as many steps as it needs.",
        "b": "Yes, if both start at the same weights and see the same rows.",
        "c": "No: the steps alone may explain the difference.",
    },
)

STEPS.answer(
    "c",
    "Two things differ between the runs, the method and the number of steps, and the difference "
    "belongs to both together. Give the baseline the same steps, or let both choose their number "
    "on validation rows.",
)

STEPS.belief(
    "a",
    "more steps for one method are fair",
    "The baseline may also gain from more steps. Without a baseline that had them, you cannot say "
    "what the method itself adds.",
)

STEPS.belief(
    "b",
    "the same start makes a comparison fair",
    "The same start and rows remove luck from the comparison. They do not remove the effect of the "
    "additional steps.",
)

NEUTRAL_RATE = Prediction(
    "audit.neutral_rate",
    "All methods train with one fixed learning rate. Is that a neutral choice?",
    {
        "a": "Yes: the same rate for all methods treats them equally.",
        "b": "No: one rate suits some methods better than others.",
        "c": "Yes, if it is the default of the library.",
    },
)

NEUTRAL_RATE.answer(
    "b",
    "Methods differ in the rate at which they do best. With a fixed rate you also measure which "
    "method it suits, and a gain may vanish or turn into a loss once the baseline gets a better "
    "one. Let every method choose from equally many rates on validation rows, the baseline "
    "included.",
)

NEUTRAL_RATE.belief(
    "a",
    "a fixed learning rate is a neutral choice",
    "The number is the same, but its effect is not: at a rate that is too large for the baseline, "
    "a method that only slows down training looks like a gain.",
)

NEUTRAL_RATE.belief(
    "c",
    "the default rate is neutral",
    "A default is one fixed rate, too. It was not chosen for your data, and it need not suit all "
    "methods equally well.",
)

MANY = Prediction(
    "audit.many",
    "You make 24 independent comparisons of methods that do not differ, each with a 95 % interval. "
    "How likely is it that at least one interval does not contain 0?",
    {
        "a": "about 5 %",
        "b": "about 24 %",
        "c": "about 70 %",
    },
)

MANY.answer(
    "c",
    "All 24 intervals contain 0 with probability 0.95^24 = 0.29, so at least one does not with "
    "0.71. If the comparisons share a baseline, it is less, but still far more than 5 %.",
)

MANY.belief(
    "a",
    "each interval keeps its 5 % however many there are",
    "That is the risk of a single interval. Each of the 24 has this risk, and one of them is "
    "enough.",
)

MANY.belief(
    "b",
    "1 % for each comparison",
    "Each interval has a risk of 5 %, not of 1 %. All 24 contain 0 with probability 0.95^24, so "
    "subtract that from 1.",
)

EXCLUDES_ZERO = Prediction(
    "audit.excludes_zero",
    "The 95 % interval of a gain is +0.3 to +0.7 points, and the margin is 1 point. What does "
    "verdict return?",
    {
        "a": '"helps": the interval is above 0.',
        "b": '"equivalent": the gain is too small to matter.',
        "c": "Neither: if an interval without 0 is called equivalent, there is a bug.",
    },
)

EXCLUDES_ZERO.answer(
    "b",
    "The gain is known to differ from 0, and known to be smaller than the margin. Both are true. "
    "The margin says what matters, so verdict tests equivalence first.",
)

EXCLUDES_ZERO.belief(
    "a",
    "an effect that differs from 0 matters",
    "It does differ from 0. But you decided beforehand that less than 1 point does not matter, and "
    "the whole interval is below 1 point.",
)

EXCLUDES_ZERO.belief(
    "c",
    "equivalent means exactly equal",
    "Equivalent means that the difference is within the margin, not that it is 0. With enough "
    "seeds, the interval of any tiny difference excludes 0.",
)

BEST_SEED = Prediction(
    "audit.best_seed",
    "A paper reports the best of 20 seeds for its method and the best of 5 seeds for the baseline. "
    "Is that fair?",
    {
        "a": "Yes: both are shown at their best.",
        "b": "No: the best of 20 is higher by luck alone.",
        "c": "Yes, if the 5 seeds of the baseline are among the 20.",
    },
)

BEST_SEED.answer(
    "b",
    "If both methods have the same normal distribution of scores, the best of 20 is on average 0.7 "
    "standard deviations above the best of 5. Report the mean of all seeds, with an interval.",
)

BEST_SEED.belief(
    "a",
    "the best seed shows what a method can do",
    "The best seed is partly the luckiest one, and more seeds are more chances for luck. New data "
    "do not repeat it.",
)

BEST_SEED.belief(
    "c",
    "shared seeds make the best ones comparable",
    "Shared seeds allow pairs, but the best ones are not a pair: the method still has 15 more "
    "chances. Compare both on the same seeds, pair by pair.",
)
