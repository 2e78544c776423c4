const { default: Sequencer } = require("@jest/test-sequencer");

/** These run last, because they restart the containers that others expect to run without a restart. */
const LAST = /checks\/platform\/survival\.test\.ts$/;

/** Jest's own order depends on the durations of earlier runs. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isLast = ({ path }) => LAST.test(path);
    const sorted = super.sort(tests);
    return [...sorted.filter((test) => !isLast(test)), ...sorted.filter(isLast)];
  }
};
