package dev.parley.server.app;

import dev.parley.server.actions.contract.Contract;
import dev.parley.server.cli.AccessCommand;
import dev.parley.server.cli.AppCommand;
import dev.parley.server.cli.CallCommand;
import dev.parley.server.cli.CompletionCommand;
import dev.parley.server.cli.ConfigCommand;
import dev.parley.server.cli.DoctorCommand;
import dev.parley.server.cli.OneLineErrors;
import dev.parley.server.cli.UsageCommand;
import dev.parley.server.cli.UserSigCommand;
import dev.parley.server.cli.doctor.ThisMachine;
import dev.parley.server.load.LoadCommand;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's door: {@code parley COMMAND}. */
@Command(
        name = "parley",
        description = "A real-time audio/video server whose server API is that of Tencent RTC.",
        version = "Parley " + Version.TEXT,
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, as tests run it too. Exit codes: 0 done, 1 could not, 2 asked wrongly. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new ServeCommand(System.getenv(), Contract.names()))
                .addSubcommand(new ConfigCommand(System.getenv(), Contract.names()))
                .addSubcommand(new CallCommand(System.getenv(), InstantSource.system()))
                .addSubcommand(new UsageCommand())
                .addSubcommand(new AppCommand())
                .addSubcommand(new AccessCommand())
                .addSubcommand(new UserSigCommand())
                .addSubcommand(new DoctorCommand(
                        new ThisMachine(InstantSource.system(), System::nanoTime), System.getenv(), Contract.names()))
                .addSubcommand(new LoadCommand(System::nanoTime, InstantSource.system()))
                .addSubcommand(new CompletionCommand());
        return OneLineErrors.install(commandLine);
    }
}
