import { describe, expect, it } from 'vitest';
import { createPlainSkillIndex, measureSkills } from './skill-retrieval.js';
import { generateSkills, type SkillCase } from './skills.js';

describe('generated skill requests', () => {
  it('are the same for a seed', () => {
    expect(generateSkills(3)).toEqual(generateSkills(3));
    expect(generateSkills(4)).not.toEqual(generateSkills(3));
  });

  it('give at least 60 skills 20 different past requests and held-out ones that are none of them', () => {
    const skills = generateSkills(1);
    expect(skills.length).toBeGreaterThanOrEqual(60);
    expect(new Set(skills.map(({ name }) => name)).size).toBe(skills.length);
    for (const { past, heldOut, newWordings } of skills) {
      expect(new Set(past).size).toBe(30);
      expect(heldOut.filter((request) => past.includes(request))).toEqual([]);
      expect(newWordings.size * 2).toBe(heldOut.length);
    }
  });
});

it('finds a skill by what was asked before where its description says nothing', async () => {
  const skills: SkillCase[] = [
    {
      name: 'carrier-state',
      description: 'Reads shipment data',
      past: ['where is my parcel'],
      heldOut: ['my parcel, where'],
      newWordings: new Set(),
    },
    {
      name: 'meal',
      description: 'Orders food',
      past: ['I am hungry'],
      heldOut: ['food please'],
      newWordings: new Set(['food please']),
    },
  ];
  const result = await measureSkills(createPlainSkillIndex(), skills);
  expect(result.hitAt1).toMatchObject({ '0': 0.5, '1': 1, '30': 1 });
  expect(result.hitAt1NewWordings?.['0']).toBe(1);
  expect(result).toMatchObject({ skills: 2, requests: 2 });
});
