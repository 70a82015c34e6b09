export { runTrainer, type RunTrainerOptions, type TrainingOutcome } from './client.js';
export { EvaluationSchema, TrainerEventSchema, type Evaluation, type TrainerEvent } from './events.js';
export { TrainingJobSchema, type TrainingJob, type TrainingJobInput } from './job.js';
export { Trainer, type Prediction, type StepResult, type TrainerOptions } from './trainer.js';
