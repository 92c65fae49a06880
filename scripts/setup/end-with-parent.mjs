// Loaded into a program that scripts/ starts: ends it in good order when the process that started it is gone, even
// when that was killed and could pass on no signal.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
