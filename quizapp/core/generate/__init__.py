"""Questions from the model of Lambda: key, worked steps and wrong options are all computed.

An item model is a finite grid of parameters, a way to solve it with the rules of
``lambda_model``, and the misconceptions that lead elsewhere, each a replacement of rules. Its
words are in the bank, in ``models/``.
"""

from quizapp.core.generate.build import NoVariant, build
from quizapp.core.generate.model import ItemModel, ModelAnswer, Parameters
from quizapp.core.generate.template import ItemTemplate, read_models

__all__ = ["ItemModel", "ItemTemplate", "ModelAnswer", "NoVariant", "Parameters", "build", "read_models"]
