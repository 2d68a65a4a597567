"""The five articles behind the course, by number."""

__all__ = ["SOURCES"]

SOURCES = {
    "000": "a blog post of 2023, “Regularization techniques in neural networks”",
    "001": "an article, “Demystifying Regularization Techniques in Neural Networks”",
    "002": "a tutorial on regularization with Keras, with a case study on MNIST",
    "003": "an answer to “What are the Regularization techniques used in Neural Network?”",
    "004": "notes of 2023, “Regularization”",
}
