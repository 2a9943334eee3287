package dev.parley.server.cli;

import dev.parley.server.access.RefusedChangeException;
import dev.parley.server.access.policy.PolicyException;
import dev.parley.server.metering.BadRoomEventException;
import dev.parley.server.metering.UsageUnavailableException;
import dev.parley.server.storage.DataDirectoryException;
import dev.parley.server.storage.StorageException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what is wrong with a command in one line: exit code 2 for bad input, 1 for failures. */
public final class OneLineErrors {

    private static final int BAD_INPUT = 2;
    private static final int FAILURE = 1;

    private OneLineErrors() {}

    /** Makes a command and its subcommands report this way. */
    public static CommandLine install(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(OneLineErrors::badInput)
                .setExecutionExceptionHandler(OneLineErrors::failed);
    }

    private static int badInput(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println(oneLine(e) + " Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return BAD_INPUT;
    }

    private static int failed(Exception e, CommandLine command, ParseResult arguments) throws Exception {
        if (e instanceof DataDirectoryException
                || e instanceof BadRoomEventException
                || e instanceof RefusedChangeException
                || e instanceof PolicyException) {
            command.getErr().println(oneLine(e));
            return BAD_INPUT;
        }
        if (e instanceof NoSuchFileException) {
            command.getErr().println("There is no file " + e.getMessage() + ".");
            return BAD_INPUT;
        }
        if (e instanceof UsageUnavailableException || e instanceof StorageException) {
            command.getErr().println(oneLine(e));
            return FAILURE;
        }
        throw e;
    }

    private static String oneLine(Exception e) {
        String text =
                String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ").strip();
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }
}
