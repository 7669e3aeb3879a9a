"""The Rasa graph component around IntentModel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.encoder import Encoder, VectorCache
from nlu.components.intent_model import IntentModel, Weights
from nlu.components.vectors import serving_encoder

RANKING = 5


def training_encoder() -> Encoder:
    """The encoder behind the vector cache that the knowledge build also uses, where the build names one."""
    cache, encoder = os.environ.get("SAHAYAK_VECTOR_CACHE"), serving_encoder()
    return VectorCache(Path(cache), encoder, _progress) if cache else encoder


def _progress(done: int, total: int) -> None:
    if done == total or done % 1024 == 0:
        print(f"[train] encoded {done} of {total} examples", flush=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(IntentClassifier, GraphComponent):
    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return dict(Weights().__dict__)

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model: IntentModel | None = None

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceIntentClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(Path(folder), serving_encoder())
        return component

    def train(self, training_data: TrainingData) -> Resource:
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        weights = Weights(**{name: self._config[name] for name in Weights().__dict__})
        model = IntentModel(training_encoder(), weights)
        self._model = model.fit([m.get(TEXT) for m in examples], [m.get(INTENT) for m in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._model is not None, "process() is only called on a trained or loaded component"
        typed = []
        for message in messages:
            if (message.get(TEXT) or "").startswith(INTENT_MESSAGE_PREFIX):
                # A button's payload names its intent. Rasa's own handler reads it, but only after the
                # fallback classifier, which fails on a message without any intent.
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
                message.set("intent_ranking", [], add_to_output=True)
            elif message.get(TEXT):
                typed.append(message)
        if not typed:
            return messages
        rows = self._model.predict([m.get(TEXT) for m in typed])
        for message, row in zip(typed, rows, strict=True):
            ranking: List[Dict[str, Any]] = sorted(
                (
                    {"name": name, "confidence": float(value)}
                    for name, value in zip(self._model.classes, row, strict=True)
                ),
                key=lambda entry: -entry["confidence"],
            )
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking[:RANKING], add_to_output=True)
        return messages
