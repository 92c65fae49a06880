// Loaded into a program that scripts/ starts: ends it in good order when the process that started it is gone, even
// when that was killed and could pass on no signal. Programs that it forks inherit this file, but not its effect.
if (process.channel && process.ppid === Number(process.env.ENSEMBLE_STARTED_BY)) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}
