"""What a cell may print, and what all cells together may."""

from reglab.grading.output_limit import MESSAGE, OutputLimit

OUTPUT = {"text": "x" * 100}
SIZE = MESSAGE + len('{"text": ""}') + 100


def admitted(limit, times):
    return [limit.admits(OUTPUT) for _ in range(times)]


def test_a_cell_over_its_limit_is_stopped_and_the_next_one_starts_anew():
    limit = OutputLimit(cell=2 * SIZE, notebook=100 * SIZE)
    for _ in range(2):
        limit.begin(graded=False)
        assert admitted(limit, 2) == [True, True]
        assert not limit.exceeded
        assert admitted(limit, 2) == [False, False]
        assert limit.exceeded


def test_over_the_notebook_s_limit_output_is_left_out_and_no_cell_is_stopped():
    limit = OutputLimit(cell=10 * SIZE, notebook=3 * SIZE)
    limit.begin(graded=False)
    assert admitted(limit, 4) == [True, True, True, False]
    limit.begin(graded=False)
    assert admitted(limit, 1) == [False]
    assert not limit.exceeded


def test_graded_cells_keep_their_output_whatever_others_printed():
    limit = OutputLimit(cell=10 * SIZE, notebook=SIZE)
    limit.begin(graded=False)
    admitted(limit, 3)
    limit.begin(graded=True)
    assert admitted(limit, 2) == [True, True]


def test_what_graded_cells_print_does_not_use_up_the_notebook():
    limit = OutputLimit(cell=10 * SIZE, notebook=2 * SIZE)
    limit.begin(graded=True)
    admitted(limit, 5)
    limit.begin(graded=False)
    assert admitted(limit, 3) == [True, True, False]


def test_what_was_refused_does_not_use_up_the_notebook():
    limit = OutputLimit(cell=2 * SIZE, notebook=4 * SIZE)
    limit.begin(graded=False)
    admitted(limit, 1000)
    limit.begin(graded=False)
    assert admitted(limit, 2) == [True, True]


def test_empty_lines_count():
    limit = OutputLimit(cell=1000 * MESSAGE)
    limit.begin(graded=False)
    for _ in range(1001):
        limit.admits({})
    assert limit.exceeded
