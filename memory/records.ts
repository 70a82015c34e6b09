import { z } from 'zod';
import { AssignmentSchema, DecisionSchema, FinishSchema, ObservationSchema, OutcomeSchema, PurposeSchema, VerdictSchema } from './core-schemas.js';
