"""Lesson 11: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

PEAK = Prediction(
    "ensembles.peak",
    "What happens to the test error as the number of features k passes the number of rows n and "
    "goes on?",
    {
        "a": "It rises all the way: more parameters overfit more.",
        "b": "It rises to a peak at k = n and falls again.",
        "c": "It falls all the way: more features fit better.",
    },
)

PEAK.answer(
    "b",
    "At k = n, a single w fits all rows, noise included, however large it has to be. With more "
    "features there are many such w, and the smallest of them is smaller.",
)

PEAK.belief(
    "a",
    "more parameters always overfit more",
    "The training error is 0 from k = n on, so more features cannot fit the rows any better. They "
    "allow a smaller w that fits them: look at the norm of w.",
)

PEAK.belief(
    "c",
    "more features always fit better",
    "More features lower the training error. On the way to k = n the fit needs larger and larger "
    "weights to pass through all rows, and the test error rises with them.",
)

MORE_DATA = Prediction(
    "ensembles.more_data",
    "k = 100 features are fixed. From n = 40 rows to n = 100: what happens to the test error of "
    "the minimum-norm fit?",
    {
        "a": "It falls: more rows never hurt.",
        "b": "It stays about the same: both fits pass through all of their rows.",
        "c": "It rises: n = 100 is where n equals k.",
    },
)

MORE_DATA.answer(
    "c",
    "The peak is where n equals k, from whichever side you come. With 40 rows there is a choice "
    "of fits and we take the smallest; with 100 there is no choice left.",
)

MORE_DATA.belief(
    "a",
    "more data never hurt",
    "With a suitable penalty they do not. Without one, each new row up to n = k is one more "
    "equation for w, and the shortest w that satisfies all of them gets longer.",
)

MORE_DATA.belief(
    "b",
    "fits without training error are equally good",
    "Both have a training error of 0, but that says nothing about new rows. Compare the norms of "
    "the two w.",
)

TUNE_ON_TEST = Prediction(
    "ensembles.tune_on_test",
    "May lam be chosen on the test rows, since no weight is trained on them?",
    {
        "a": "Yes: lam is not a weight, so nothing learns from the test rows.",
        "b": "Yes, if all methods do it: then the comparison is fair.",
        "c": "No: the error of the chosen lam on these rows is then too low.",
    },
)

TUNE_ON_TEST.answer(
    "c",
    "The chosen lam is the one that looks best on these rows, partly by chance. Choose it on "
    "validation rows, and use the test rows once, at the end.",
)

TUNE_ON_TEST.belief(
    "a",
    "only weights are learned",
    "lam is learned, too: it was chosen because it suits these rows. So its error on them is no "
    "estimate for new rows.",
)

TUNE_ON_TEST.belief(
    "b",
    "the same fault everywhere cancels",
    "All errors are then too low, and not by the same amount: a method with more candidates, or "
    "with candidates that differ more, profits more.",
)

FIVE_OR_ONE = Prediction(
    "ensembles.five_or_one",
    "20 % of the labels are wrong. Which is better on test rows: the mean of five plain networks, "
    "or one network with dropout, if all are tuned equally on validation rows?",
    {
        "a": "The five, clearly: a mean of five beats any single network.",
        "b": "The one, clearly: the five memorize the same wrong labels, and a mean keeps them.",
        "c": "Neither by much: a tuned network with dropout does about as well as the five.",
    },
)

FIVE_OR_ONE.answer(
    "c",
    "A plain network that is tuned memorizes few of the wrong labels, so that little is left to "
    "gain, by a mean or by dropout. The single network costs a fifth.",
)

FIVE_OR_ONE.belief(
    "a",
    "an ensemble always beats a single network",
    "A mean removes what differs between the networks. Tuned ones that were trained on the same "
    "rows differ little, so it gains little.",
)

FIVE_OR_ONE.belief(
    "b",
    "plain networks memorize, whatever the learning rate",
    "So it is at a learning rate that is too large for them. When tuned, the five use a small "
    "learning rate, and training ends before they have memorized most of the wrong labels.",
)

BAGGING_NETWORKS = Prediction(
    "ensembles.bagging_networks",
    "The labels are correct. Does bagging help networks as it helps trees?",
    {
        "a": "Yes: averaging over bootstrap samples helps every learner.",
        "b": "Even more: networks have more parameters, so they overfit more.",
        "c": "No: networks gain little or nothing, or even lose.",
    },
)

BAGGING_NETWORKS.answer(
    "c",
    "A deep tree changes a lot when its rows change, and averaging removes that. A network changes "
    "less, and in each bootstrap sample it lacks about 37 % of the rows.",
)

BAGGING_NETWORKS.belief(
    "a",
    "bagging helps every learner",
    "Bagging removes variance and costs rows: a bootstrap sample has only about 63 % of them. It "
    "pays where a model depends strongly on its rows, as a deep tree does.",
)

BAGGING_NETWORKS.belief(
    "b",
    "more parameters gain more from bagging",
    "What counts is how much the predictions differ from one bootstrap sample to the next, not the "
    "number of parameters.",
)

STACK_ROWS = Prediction(
    "ensembles.stack_rows",
    "Which predictions may the second level of a stack be trained on?",
    {
        "a": "Those for the training rows, each by models that were not trained on that row.",
        "b": "Those for the training rows, by the final base models: they are trained on all rows.",
        "c": "Those for the test rows: no base model was trained on them.",
    },
)

STACK_ROWS.answer(
    "a",
    "On a new row, no base model knows the label. The second level has to see the base models "
    "as they will be then: on rows that they were not trained on.",
)

STACK_ROWS.belief(
    "b",
    "the second level can learn from fitted predictions",
    "On its own training rows a model that memorizes them is always right. The second level "
    "then trusts this model most, whatever it is worth on new rows.",
)

STACK_ROWS.belief(
    "c",
    "the test rows can train the second level",
    "Then the labels of the test rows train the second level, and no rows are left for an "
    "honest test. Folds make such predictions from the training rows.",
)
