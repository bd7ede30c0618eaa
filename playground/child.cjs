// Loaded before the Playground (node --require): keeps it on this machine, and lets it go with whoever started it.
"use strict";

const net = require("node:net");

// The Playground listens on every interface, and whoever reaches it speaks to the bot as its current user.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number" || typeof port === "string"
    ? listen.call(this, Number(port), "127.0.0.1", ...rest.filter((argument) => typeof argument === "function"))
    : listen.call(this, port, ...rest);
};

// The product holds the other end of our standard input: when it dies, however it dies, this one ends.
process.stdin.on("end", () => process.exit(0));
process.stdin.on("error", () => process.exit(0));
process.stdin.resume();
