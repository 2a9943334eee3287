package dev.parley.server.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.cli.doctor.Finding.Level;
import dev.parley.server.cli.doctor.Machine.Disk;
import dev.parley.server.cli.doctor.Machine.Port;
import dev.parley.server.config.EffectiveSettings;
import dev.parley.server.config.HostPort;
import dev.parley.server.config.Settings;
import dev.parley.server.tls.TestCertificates;
import dev.parley.server.tls.TestCertificates.Issued;
import dev.parley.server.tls.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {

    private static final InetSocketAddress HTTPS = new InetSocketAddress(MadeUpMachine.address("0.0.0.0"), 9443);
    private static final InetSocketAddress UDP = new InetSocketAddress(MadeUpMachine.address("0.0.0.0"), 9002);
    private static final Issued AUTHORITY = issue("authority", null, Duration.ofDays(390));

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    private final MadeUpMachine machine = new MadeUpMachine();

    private static Issued issue(String name, @Nullable Issued issuer, Duration left) {
        return TestCertificates.issue(name, "EC", issuer, MadeUpMachine.NOW.plus(left));
    }

    private TlsFiles goodFiles() {
        return TestCertificates.write(directory, issue("rtc.example.net", AUTHORITY, Duration.ofDays(80)));
    }

    /** HTTPS alone for everybody. */
    private Plan plan() {
        return secure(goodFiles());
    }

    private static Plan secure(TlsFiles files) {
        return plan(settingsWith(files, ""));
    }

    private static Map<String, String> settingsWith(TlsFiles files, String http) {
        return Map.of(
                "http.listen",
                http,
                "http.tls.listen",
                "0.0.0.0:9443",
                "http.tls.certificate",
                files.certificate().toString(),
                "http.tls.key",
                files.key().toString());
    }

    private static Plan plan(Map<String, String> settings) {
        return plan(settings, List.of("time.example.net"));
    }

    private static Plan plan(Map<String, String> settings, List<String> timeServers) {
        Settings chosen = Settings.defaultsBut(settings);
        return Plan.of(new EffectiveSettings(chosen, Map.of(), Optional.empty()), timeServers);
    }

    private Finding find(String check) {
        return find(plan(), check);
    }

    private Finding find(Plan plan, String check) {
        return Doctor.examine(plan, machine).stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing about " + check));
    }

    private static void expect(Finding finding, Level level, String text, String remedy) {
        assertThat(finding.level()).as(finding.toString()).isEqualTo(level);
        assertThat(finding.text()).contains(text);
        assertThat(Objects.requireNonNullElse(finding.remedy(), "")).contains(remedy);
    }

    @Test
    void findsNothingWrongOnAGoodMachine() {
        assertThat(Doctor.examine(plan(), machine)).allMatch(finding -> finding.level() == Level.OK);
        assertThat(Doctor.examine(plan(), machine)).hasSizeGreaterThan(16);
    }

    @Test
    void namesAPortThatIsTaken() {
        machine.tcp.put(HTTPS, Port.TAKEN);
        machine.udp.put(UDP, Port.TAKEN);
        expect(find("https port"), Level.FAIL, "0.0.0.0:9443 is taken by another program", "http.tls.listen");
        expect(find("media port, UDP"), Level.FAIL, "0.0.0.0:9002 is taken", "--udp");
    }

    @Test
    void doesNotComplainOfTheParleyThatRuns() {
        machine.tcp.put(HTTPS, Port.TAKEN);
        machine.tcp.put(UDP, Port.TAKEN);
        machine.udp.put(UDP, Port.TAKEN);
        machine.parleyAnswers = true;
        expect(find("https port"), Level.NOTE, "the Parley that is running here", "");
        expect(find("media port, UDP"), Level.NOTE, "the Parley that is running here", "");
        expect(find("media port, TCP"), Level.NOTE, "the Parley that is running here", "");

        machine.parleyAnswers = false;
        machine.inUse = true;
        expect(find("https port"), Level.NOTE, "the Parley that is running here", "");
    }

    @Test
    void saysWhatAMissingTcpTwinCosts() {
        machine.tcp.put(UDP, Port.TAKEN);
        expect(find("media port, TCP"), Level.WARN, "whose networks block UDP cannot connect", "--udp");
    }

    @Test
    void knowsPortsAndAddressesOneMayNotHave() {
        machine.tcp.put(HTTPS, Port.FORBIDDEN);
        machine.udp.put(UDP, Port.FOREIGN);
        expect(find("https port"), Level.FAIL, "is not allowed to this user", "CAP_NET_BIND_SERVICE");
        expect(find("media port, UDP"), Level.FAIL, "is not an address of this machine", "--announce");
    }

    @Test
    void looksAtEveryListenerThatIsOpenAndAtNoOther() {
        assertThat(ports(plan(settingsWith(goodFiles(), "127.0.0.1:9000"))))
                .containsExactly("http port", "https port", "operations port", "media port, UDP", "media port, TCP");
        assertThat(ports(plan(Map.of("operations.listen", "", "http.tls.listen", "0.0.0.0:9443"))))
                .containsExactly("http port", "media port, UDP", "media port, TCP");

        machine.tcp.put(new InetSocketAddress(MadeUpMachine.address("127.0.0.1"), 9001), Port.TAKEN);
        expect(find("operations port"), Level.FAIL, "127.0.0.1:9001 is taken", "operations.listen");
    }

    private List<String> ports(Plan plan) {
        return Doctor.examine(plan, machine).stream()
                .map(Finding::check)
                .filter(check -> check.contains("port"))
                .toList();
    }

    @Test
    void seesListenersThatCannotBothBeHad() {
        Plan same = plan(Map.of("http.listen", "0.0.0.0:9001"));
        expect(
                find(same, "http port"),
                Level.FAIL,
                "0.0.0.0:9001 and 127.0.0.1:9001 of operations.listen cannot both",
                "another port");
        expect(find(same, "operations port"), Level.OK, "free", "");

        Plan media = plan(Map.of("http.listen", "127.0.0.1:9002"));
        expect(find(media, "http port"), Level.FAIL, "0.0.0.0:9002 of media.listen", "another port");
        Plan any = plan(Map.of("http.listen", "127.0.0.1:0", "operations.listen", "127.0.0.1:0"));
        expect(find(any, "http port"), Level.OK, "any free one", "");
    }

    @Test
    void failsForAHostThatNobodyKnows() {
        Plan plan = plan(Map.of("http.listen", "nowhere.invalid:9000", "media.listen", "nowhere.invalid:9002"));
        expect(
                find(plan, "http port"),
                Level.FAIL,
                "cannot listen on nowhere.invalid:9000: the host nowhere.invalid is not known",
                "http.listen (--http)");
        expect(find(plan, "media port, UDP"), Level.FAIL, "is not known", "media.listen (--udp)");
        assertThat(Doctor.examine(plan, machine)).extracting(Finding::check).doesNotContain("media address");
    }

    @ParameterizedTest
    @CsvSource({"59, OK", "-60, OK", "61, WARN", "-299, WARN", "300, FAIL", "-400, FAIL"})
    void judgesTheClockByWhatSignaturesBear(long seconds, Level level) {
        machine.clocks.put("time.example.net", Duration.ofSeconds(seconds));
        expect(find("clock"), level, seconds < 0 ? ".0 s fast by time" : ".0 s slow by time", "");
    }

    @Test
    void asksTheNextTimeServerAndOnlyNotesWhenNoneAnswers() {
        Plan plan = plan(Map.of(), List.of("deaf", "time.example.net", "never"));
        expect(find(plan, "clock"), Level.OK, "by time.example.net", "");
        assertThat(machine.asked).containsExactly("deaf", "time.example.net");

        machine.clocks.clear();
        expect(find("clock"), Level.NOTE, "could not ask time.example.net", "--time-server");
    }

    @Test
    void looksAtTheDisk() {
        machine.disk = new Disk(true, "rwxr-x---", null, 900L << 20, "tmpfs", Duration.ofMillis(51));
        expect(find("data directory"), Level.NOTE, "others can look into data (rwxr-x---)", "chmod 700 data");
        expect(find("disk space"), Level.WARN, "900 MiB free", "free space");
        expect(find("file system"), Level.WARN, "tmpfs is memory", "on a disk");
        expect(find("disk speed"), Level.NOTE, "51.0 ms until data is safe", "faster disk");

        machine.disk = new Disk(false, "rwxr-xr-x", null, 63L << 20, "nfs4", Duration.ofMillis(500));
        expect(find("data directory"), Level.OK, "can be created", "");
        expect(find("disk space"), Level.FAIL, "63 MiB free", "free space");
        expect(find("file system"), Level.WARN, "locks and syncs", "local disk");
        expect(find("disk speed"), Level.WARN, "500.0 ms", "faster disk");

        machine.disk = new Disk(true, null, null, 80L << 30, "overlay", null);
        expect(find("file system"), Level.WARN, "gone with the container", "volume");
        expect(find("disk speed"), Level.NOTE, "could not be measured", "");

        machine.disk = new Disk(true, null, "AccessDeniedException data", 80L << 30, "ext4", null);
        expect(find("data directory"), Level.FAIL, "cannot be written: AccessDenied", "--data");
    }

    private static Plan reachable(String http, String udp, String... announced) {
        return plan(Map.of(
                "http.listen",
                new HostPort(http, 9000).toString(),
                "media.listen",
                new HostPort(udp, 9002).toString(),
                "media.announce",
                String.join(",", announced)));
    }

    @Test
    void tellsWhatBrowsersElsewhereWillBeTold() {
        expect(find("media address"), Level.OK, "clients are told 93.184.215.14, 127.0.0.1", "");
        expect(
                find(reachable("127.0.0.1", "127.0.0.1"), "media address"),
                Level.NOTE,
                "only this machine reaches",
                "--udp 0.0.0.0:9002");

        machine.addresses = List.of(MadeUpMachine.address("fd00::2"), MadeUpMachine.address("172.17.0.2"));
        expect(
                find("media address"),
                Level.WARN,
                "told 172.17.0.2, fd00:0:0:0:0:0:0:2, which the internet cannot reach",
                "--announce PUBLIC-IP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.31.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.1",
                "169.254.1.1",
                "::1",
                "192.0.2.2",
                "198.19.0.1",
                "2001:db8::1"
            })
    void knowsAddressesThatReachNotFar(String address) {
        expect(find(reachable("::1", "0.0.0.0", address), "media address"), Level.WARN, "cannot reach", "public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:2800:21f::1"})
    void notesWhatMustBeLetThrough(String address) {
        expect(
                find(reachable("::1", "0.0.0.0", address), "media address"),
                Level.NOTE,
                "not all are this machine's own",
                "UDP and TCP port 9002");
    }

    @Test
    void judgesAnnouncedAddresses() {
        expect(find(reachable("::1", "0.0.0.0", "93.184.215.14"), "media address"), Level.OK, "told 93.184.215.14", "");
    }

    @Test
    void saysWhoCanCall() {
        expect(
                find(reachable("127.0.0.1", "0.0.0.0"), "http address"),
                Level.NOTE,
                "only this machine can call",
                "--set http.tls.listen=0.0.0.0:9443");
        expect(find(reachable("0.0.0.0", "0.0.0.0"), "http address"), Level.WARN, "unencrypted", "--tls-certificate");
        expect(
                find(plan(settingsWith(goodFiles(), "0.0.0.0:9000")), "http address"),
                Level.NOTE,
                "beside HTTPS, calls to 0.0.0.0:9000 cross the network unencrypted",
                "--set http.listen=");
        expect(
                find(plan(Map.of("operations.listen", "0.0.0.0:9001")), "operations address"),
                Level.WARN,
                "whoever reaches 0.0.0.0:9001 sees rooms",
                "firewall");
    }

    private Finding tls(Issued issued, String check) {
        TlsFiles files = TestCertificates.write(directory, issued);
        return find(secure(files), check);
    }

    @Test
    void looksAtTheCertificateAsClientsWill() {
        expect(find("certificate"), Level.OK, "valid for 80 more days", "");
        expect(find("certificate names"), Level.OK, "for rtc.example.net, 127.0.0.1", "");
        expect(find("certificate chain"), Level.OK, "2 certificates, in order", "");
        expect(
                tls(issue("soon", AUTHORITY, Duration.ofDays(20)), "certificate"),
                Level.WARN,
                "valid for 20 more days",
                "renewed");
        expect(
                tls(issue("over", AUTHORITY, Duration.ofSeconds(-1)), "certificate"),
                Level.FAIL,
                "expired on",
                "renewed");
        expect(
                tls(issue("early", AUTHORITY, Duration.ofDays(800)), "certificate"),
                Level.FAIL,
                "valid only from",
                "clock");
        expect(tls(AUTHORITY, "certificate chain"), Level.NOTE, "signed itself", "trust");
    }

    @Test
    void seesAnIncompleteChainAndAnOpenKey() {
        TlsFiles files = goodFiles();
        Issued own = issue("rtc.example.net", AUTHORITY, Duration.ofDays(80));
        TestCertificates.replace(files, new Issued(own.certificate(), own.keys(), null));
        machine.keyPermissions = "rw-r--r--";
        Plan plan = secure(files);

        expect(find(plan, "certificate chain"), Level.WARN, "certificate alone", "fullchain.pem");
        expect(find(plan, "certificate key"), Level.WARN, "everybody on this machine can read", "chmod 600");
    }

    @Test
    void saysWhyFilesCannotBeUsed() {
        TlsFiles files = new TlsFiles(directory.resolve("nowhere"), directory.resolve("key"));
        Plan plan = secure(files);
        expect(find(plan, "certificate"), Level.FAIL, "there is no file", "--tls-certificate");
    }

    @Test
    void looksAtJavaAndTheKernel() {
        machine.javaFeature = 21;
        machine.processors = 1;
        machine.memory = OptionalLong.of(512L << 20);
        machine.openFiles = OptionalLong.of(1_024);
        machine.texts.put(Path.of("/proc/sys/net/core/rmem_max"), "212992\n");
        machine.environment.put("PARLEY_JAVA_OPTIONS", "-Xmx2g -XX:+UseG1GC");

        expect(find("java"), Level.FAIL, "too old", "JDK 25");
        expect(find("java options"), Level.FAIL, "chooses G1GC beside ZGC", "take -XX:+UseG1GC out");
        expect(find("processors"), Level.WARN, "one processor", "two or more");
        expect(find("memory"), Level.WARN, "512 MiB", "1 GiB");
        expect(find("open files"), Level.WARN, "1024 files", "LimitNOFILE");
        expect(find("udp buffers"), Level.WARN, "208 KiB", "sysctl -w net.core.rmem_max=4194304");
    }

    @Test
    void saysNothingOfWhatAMachineDoesNotTell() {
        machine.memory = OptionalLong.empty();
        machine.openFiles = OptionalLong.empty();
        machine.texts.clear();
        machine.environment.put("PARLEY_JAVA_OPTIONS", "-XX:+UseZGC -XX:+UseStringDeduplication");

        assertThat(Doctor.examine(plan(), machine))
                .extracting(Finding::check)
                .doesNotContain("memory", "open files", "java options");
        expect(find("udp buffers"), Level.NOTE, "does not tell", "");
    }
}
