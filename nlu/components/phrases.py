"""Entities from word lists: nlu/<lang>/entities.yml names how people of each form say a thing.

Kept apart from the Rasa component below it, so that the matching is tested on its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.phrase_table import PhraseTable


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PhraseEntityExtractor(EntityExtractorMixin, GraphComponent):
    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"folder": "nlu"}

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, table: PhraseTable | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._table = config, storage, resource, table

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PhraseEntityExtractor:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PhraseEntityExtractor:
        with model_storage.read_from(resource) as folder:
            rows = json.loads((Path(folder) / "phrases.json").read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, PhraseTable(rows))

    def train(self, training_data: TrainingData) -> Resource:
        self._table = PhraseTable.read(Path(self._config["folder"]))
        with self._storage.write_to(self._resource) as folder:
            text = json.dumps(self._table.rows, ensure_ascii=False)
            (Path(folder) / "phrases.json").write_text(text, encoding="utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._table is not None, "process() is only called on a trained or loaded component"
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith("/"):
                found = self.add_extractor_name(self._table.find(text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
