export { collectBranches, type BranchPlan, type JudgedRollout } from './branches.js';
export { criticRowsOf, type CriticRow, type CriticRowOptions } from './rows.js';
