/** @type {import('jest').Config} */
module.exports = { ...require("./jest.config.js"), roots: ["<rootDir>/checks/adopt"] };
