"""Trains a LoRA adapter on exported rows with TRL, for models that are too large for Autodidact's own trainer.

    python train.py sft --model Qwen/Qwen2.5-0.5B-Instruct --rows sft.jsonl --out adapter
    python train.py dpo --model ... --rows dpo.jsonl --out adapter
    python train.py kto --model ... --rows kto.jsonl --out adapter

The adapter is then turned into GGUF by convert_lora_to_gguf.py of llama.cpp; see README.md.
"""

import argparse

from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer, KTOConfig, KTOTrainer, SFTConfig, SFTTrainer

# Method: trainer, its settings, and a learning rate that is usual for adapters.
METHODS = {
    "sft": (SFTTrainer, SFTConfig, 2e-4),
    "dpo": (DPOTrainer, DPOConfig, 5e-6),
    "kto": (KTOTrainer, KTOConfig, 5e-6),
}
# The seven matrices of every layer; llama.cpp loads adapters on these for every common architecture.
MATRICES = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("--model", required=True, help="name on the Hugging Face hub, or a folder")
    parser.add_argument("--rows", required=True, help="JSON lines, as exported")
    parser.add_argument("--out", required=True, help="folder of the adapter")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=int, default=32)
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--max-length", type=int, default=4096, help="longer rows are cut")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    make_trainer, make_config, usual_rate = METHODS[args.method]
    rows = load_dataset("json", data_files=args.rows, split="train").train_test_split(test_size=0.05, seed=args.seed)
    config = make_config(
        output_dir=f"{args.out}-checkpoints",
        num_train_epochs=args.epochs,
        learning_rate=args.learning_rate or usual_rate,
        lr_scheduler_type="cosine",
        warmup_ratio=0.03,
        per_device_train_batch_size=2,
        gradient_accumulation_steps=8,
        gradient_checkpointing=True,
        max_length=args.max_length,
        eval_strategy="epoch",
        save_strategy="epoch",
        logging_steps=10,
        seed=args.seed,
        report_to="none",
    )
    trainer = make_trainer(
        model=AutoModelForCausalLM.from_pretrained(args.model, torch_dtype="auto"),
        args=config,
        train_dataset=rows["train"],
        eval_dataset=rows["test"],
        processing_class=AutoTokenizer.from_pretrained(args.model),
        # The base model with the adapter switched off is the reference policy of DPO and KTO.
        peft_config=LoraConfig(r=args.rank, lora_alpha=args.alpha, target_modules=MATRICES, task_type="CAUSAL_LM"),
    )
    trainer.train()
    print(trainer.evaluate())
    trainer.save_model(args.out)


if __name__ == "__main__":
    main()
