package dev.parley.server.cli;

import dev.parley.server.cli.doctor.Doctor;
import dev.parley.server.cli.doctor.Finding;
import dev.parley.server.cli.doctor.Machine;
import dev.parley.server.cli.doctor.Plan;
import dev.parley.server.tls.TlsFiles;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code parley doctor}: what stands in the way of a server on this machine, and what to do about it. */
@Command(
        name = "doctor",
        description = "Looks whether a server would run well here, and says what to do where it would not.",
        footer = {
            "",
            "It changes nothing. To check the clock it sends one packet to a time server.",
            "Exit code 0: a server would do its work. 1: something fails."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private final Machine machine;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9000",
            converter = ListenAddress.class,
            description = "Where the cloud API, WHIP and WHEP shall listen (${DEFAULT-VALUE}).")
    private InetSocketAddress http;

    @Option(
            names = "--udp",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:9002",
            converter = ListenAddress.class,
            description = "Where media shall arrive, over UDP and TCP (${DEFAULT-VALUE}).")
    private InetSocketAddress udp;

    @Option(
            names = "--announce",
            paramLabel = "IP",
            description = "Address clients shall be told for media; may be repeated.")
    private @Nullable List<InetAddress> announced;

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "The certificate chain, as PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key, as PEM.")
    private @Nullable Path key;

    @Option(
            names = "--time-server",
            paramLabel = "HOST",
            defaultValue = "pool.ntp.org,time.cloudflare.com",
            split = ",",
            description = "Whom to ask for the time, one after the other (${DEFAULT-VALUE}).")
    private List<String> timeServers;

    @Option(names = "--no-clock", description = "Asks nobody for the time.")
    private boolean noClock;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    public DoctorCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(plan(), machine);
        boolean failed = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.FAIL);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? json(findings, !failed) : text(findings));
        out.flush();
        return failed ? 1 : 0;
    }

    private Plan plan() {
        return new Plan(
                data.directory(),
                http,
                udp,
                announced == null ? List.of() : announced,
                tls(),
                noClock ? List.of() : timeServers);
    }

    private @Nullable TlsFiles tls() {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new ParameterException(spec.commandLine(), "Give --tls-certificate and --tls-key, or neither.");
        }
        return new TlsFiles(certificate, key);
    }

    private static String text(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.check().length())
                .max()
                .orElse(1);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String level = finding.level().name().toLowerCase(Locale.ROOT);
            text.append(
                    String.format(Locale.ROOT, "%-4s  %-" + width + "s  %s%n", level, finding.check(), finding.text()));
            if (finding.remedy() != null) {
                text.append(" ".repeat(width + 8))
                        .append("-> ")
                        .append(finding.remedy())
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private record Report(boolean ok, List<Finding> findings) {}

    private static String json(List<Finding> findings, boolean ok) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(new Report(ok, findings)) + System.lineSeparator();
    }

    /** Reads {@code HOST:PORT}; IPv6 hosts stand in brackets. */
    static final class ListenAddress implements ITypeConverter<InetSocketAddress> {

        private static final int LARGEST_PORT = 65_535;

        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (colon > 0 && port >= 0 && port <= LARGEST_PORT) {
                    String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
                    return new InetSocketAddress(InetAddress.getByName(host), port);
                }
            } catch (NumberFormatException notANumber) {
                // Told below.
            } catch (UnknownHostException unknown) {
                throw new TypeConversionException("the host of " + text + " is not known");
            }
            throw new TypeConversionException("write HOST:PORT, such as 127.0.0.1:9000, instead of " + text);
        }
    }

    /** As tests run it alone. */
    static CommandLine commandLine(Machine machine) {
        return OneLineErrors.install(new CommandLine(new DoctorCommand(machine)));
    }
}
