"""Write a model of 100,000 random weights that a real vLLM serves on a CPU: nonsense, but in whatever schema is asked for.

usage: python scripts/make_tiny_model.py FOLDER     (in an environment with torch and transformers)
"""

import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

END, START, STOP = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SAMPLE = "고객의 질문에서 보험사, 질병, 담보를 고릅니다. 갑상선암 진단비 수술비 면책기간 지급금액 wishes insurers diseases"
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
VOCABULARY, CONTEXT = 512, 8192


def tokenizer() -> PreTrainedTokenizerFast:
    """A byte-level tokenizer, so that any Hangul can be read and written."""
    bytewise = Tokenizer(models.BPE())
    bytewise.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytewise.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=[END, START, STOP], initial_alphabet=alphabet)
    bytewise.train_from_iterator([SAMPLE] * 20, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=bytewise, eos_token=STOP, pad_token=END)
    fast.chat_template = TEMPLATE
    return fast


def main(folder: Path) -> None:
    """Tokenizer, configuration and weights, the same at every run."""
    words = tokenizer()
    config = Qwen2Config(
        vocab_size=VOCABULARY, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=CONTEXT, tie_word_embeddings=True,
        eos_token_id=words.convert_tokens_to_ids(STOP), pad_token_id=words.convert_tokens_to_ids(END), bos_token_id=None,
    )  # fmt: skip
    torch.manual_seed(0)
    Qwen2ForCausalLM(config).to(torch.float32).save_pretrained(folder)
    words.save_pretrained(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
