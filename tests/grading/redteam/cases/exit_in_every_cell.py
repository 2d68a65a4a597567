"""A notebook that ends its process in every cell."""

ANSWERS = dict.fromkeys(
    ("setup", "predict_choice", "soft_threshold", "lambda_max"), "import os\n\nos._exit(1)"
)


def submission(lesson):
    notebook = lesson.filled(**ANSWERS)
    notebook.cells += [lesson.code("import os\n\nos._exit(1)") for _ in range(40)]
    return notebook


EXPECTED = {"status": "stopped", "predict": 0, "soft": 0, "lambda": 0}
