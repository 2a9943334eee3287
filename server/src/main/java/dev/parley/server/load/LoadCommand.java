package dev.parley.server.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code parley load}. Exit code 0 when everybody came in and the server was there to the end, 1 when not, 2 when it
 * was asked wrongly.
 */
@Command(
        name = "load",
        description = {
            "Puts a server under load: publishers and subscribers over real ICE, DTLS and SRTP.",
            "Measures joining, delivery, loss and delay. Ctrl-C ends it in good order, with the result so far."
        },
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer>, LoadRun.Progress {

    private static final int DONE = 0;
    private static final int FAILED = 1;

    /** How long an interrupted run may take to tell its result. */
    private static final long LAST_WORDS_SECONDS = 30;

    private final LongSupplier nanoTime;
    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "The server's process, if it runs on this machine: its processor time and memory are told.")
    private @Nullable Long serverPid;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the whole result there too, as JSON.")
    private @Nullable Path json;

    @Option(names = "--quiet", description = "No progress each second.")
    private boolean quiet;

    /** @param nanoTime the clock packets are stamped with, in nanoseconds */
    public LoadCommand(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        LoadPlan wanted = plan();
        CountDownLatch told = new CountDownLatch(1);
        try (Target server = target.open(wanted, clock);
                LoadRun run = new LoadRun(wanted, server, serverProcess(), this, nanoTime, clock)) {
            Thread hook = interruption(run, told);
            Runtime.getRuntime().addShutdownHook(hook);
            return tell(run.run());
        } catch (IOException failure) {
            spec.commandLine().getErr().println("parley load: " + failure.getMessage() + ".");
            return FAILED;
        } finally {
            told.countDown();
        }
    }

    private LoadPlan plan() {
        try {
            return plan.plan();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "That cannot be run: " + wrong.getMessage(), wrong);
        }
    }

    private @Nullable ProcessUsage serverProcess() throws IOException {
        return serverPid == null ? null : new ProcessUsage(Path.of("/proc"), serverPid);
    }

    /** What an interrupt of the process does: it ends the run, and lets it say its last words. */
    private static Thread interruption(LoadRun run, CountDownLatch told) {
        return Thread.ofPlatform().unstarted(() -> {
            run.stop();
            try {
                if (!told.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                    System.err.println("parley load: the run did not end; its result is lost.");
                }
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private int tell(LoadResult result) throws IOException {
        if (json != null) {
            Files.writeString(json, LoadJson.write(result) + "\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        new LoadText(out).print(result);
        return result.isGood() ? DONE : FAILED;
    }

    @Override
    public void said(String line) {
        if (!quiet) {
            spec.commandLine().getErr().println(line);
        }
    }

    @Override
    public void second(SecondSample sample, LoadPlan running) {
        if (!quiet) {
            spec.commandLine().getErr().println(LoadText.progress(sample, running));
        }
    }
}
