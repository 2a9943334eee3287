package dev.parley;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.media.forward.MediaFigures;
import dev.parley.server.delays.DelayFigures;
import dev.parley.server.metering.MeterStatus;
import dev.parley.server.rooms.Application;
import dev.parley.server.rooms.Applications;
import dev.parley.server.rooms.Door;
import dev.parley.server.rooms.EstimateFigures;
import dev.parley.server.rooms.ExitReason;
import dev.parley.server.rooms.Layer;
import dev.parley.server.rooms.LayerWish;
import dev.parley.server.rooms.MediaCensus;
import dev.parley.server.rooms.MediaCounts;
import dev.parley.server.rooms.MediaRates;
import dev.parley.server.rooms.Role;
import dev.parley.server.rooms.RoomAdministration;
import dev.parley.server.rooms.RoomEvent;
import dev.parley.server.rooms.RoomEventListener;
import dev.parley.server.rooms.RoomKey;
import dev.parley.server.rooms.RoomKind;
import dev.parley.server.rooms.RoomMedia;
import dev.parley.server.rooms.SessionKind;
import dev.parley.server.rooms.Source;
import dev.parley.server.rooms.StreamType;
import dev.parley.server.rooms.WorkerMedia;
import dev.parley.server.transport.MediaTraffic;
import dev.parley.server.transport.RecentTraffic;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom. A wall that has to move moves here, with its reason. */
class WallsTest {

    private static final JavaClasses PARLEY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley");

    /** What every package may use. */
    private static final List<String> PLATFORM = List.of("java..", "javax..", "org.jspecify..", "org.slf4j..");

    /** What domain packages may know of a room besides its events: names. */
    private static final Set<Class<?>> ROOM_EVENTS_AND_NAMES = Set.of(
            RoomEvent.class,
            RoomEventListener.class,
            RoomKey.class,
            RoomKind.class,
            Role.class,
            Layer.class,
            Source.class,
            SessionKind.class,
            ExitReason.class);

    @Test
    void seesEveryModule() {
        assertThat(PARLEY.containPackage("dev.parley.media.session")).isTrue();
        assertThat(PARLEY.containPackage("dev.parley.protocol.signing")).isTrue();
        assertThat(PARLEY.containPackage("dev.parley.server.rooms")).isTrue();
    }

    @Test
    void mediaKnowsNobody() {
        knowsOnly("dev.parley.media..", "org.bouncycastle..");
    }

    @Test
    void protocolKnowsNobody() {
        knowsOnly("dev.parley.protocol..", "tools.jackson..", "com.fasterxml.jackson.annotation..");
    }

    private static void knowsOnly(String wall, String... libraries) {
        String[] allowed = new String[PLATFORM.size() + libraries.length + 1];
        allowed[0] = wall;
        System.arraycopy(libraries, 0, allowed, 1, libraries.length);
        for (int index = 0; index < PLATFORM.size(); index++) {
            allowed[libraries.length + 1 + index] = PLATFORM.get(index);
        }
        classes()
                .that()
                .resideInAPackage(wall)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(PARLEY);
    }

    @Test
    void httpTypesStopAtTheDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.server.gateway..", "dev.parley.server.signaling..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.eclipse.jetty.."))
                .check(PARLEY);
    }

    @Test
    void onlyWiringAndTheCommandLineKnowHowThingsAreStored() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.parley.server.app..", "dev.parley.server.cli..", "dev.parley.server.storage..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.parley.server.storage.*..", "java.sql..", "org.sqlite.."))
                .check(PARLEY);
    }

    @Test
    void roomsKnowNeitherTheirDoorsNorTheirReaders() {
        noClasses()
                .that()
                .resideInAPackage("dev.parley.server.rooms..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parley.server..")
                        .and(resideOutsideOfPackages("dev.parley.server.rooms..", "dev.parley.server.config..")))
                .check(PARLEY);
    }

    @Test
    void meteringKnowsRoomsByTheirEventsAndNamesAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.parley.server.metering..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.parley.server.rooms..").and(not(ROOM_EVENTS_AND_NAMES)))
                .check(PARLEY);
        noClasses()
                .that()
                .resideInAPackage("dev.parley.server.metering..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parley.media.."))
                .orShould()
                .dependOnClassesThat(resideInAPackage("dev.parley.server..")
                        .and(resideOutsideOfPackages(
                                "dev.parley.server.metering..",
                                "dev.parley.server.rooms..",
                                "dev.parley.server.config..")))
                .check(PARLEY);
    }

    /** Types nested in the allowed ones, such as each event, are allowed too. */
    private static DescribedPredicate<JavaClass> not(Set<Class<?>> allowed) {
        return DescribedPredicate.describe("go beyond events and names", type -> {
            for (JavaClass outer = type; ; outer = outer.getEnclosingClass().orElseThrow()) {
                JavaClass candidate = outer;
                if (allowed.stream().anyMatch(candidate::isEquivalentTo)) {
                    return false;
                }
                if (outer.getEnclosingClass().isEmpty()) {
                    return true;
                }
            }
        });
    }

    @Test
    void actionsDoNotKnowRoomsInsides() {
        noClasses()
                .that()
                .resideInAPackage("dev.parley.server.actions..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parley.server.rooms..")
                        .and(not(Set.of(
                                RoomKey.class,
                                RoomKind.class,
                                RoomAdministration.class,
                                Application.class,
                                Applications.class))))
                .check(PARLEY);
    }

    @Test
    void operationsSeeEventsNamesAndFiguresAlone() {
        Set<Class<?>> seen = new HashSet<>(ROOM_EVENTS_AND_NAMES);
        seen.add(MeterStatus.class);
        seen.addAll(Set.of(MediaTraffic.class, RecentTraffic.class, DelayFigures.class));
        seen.addAll(Set.of(MediaCensus.class, WorkerMedia.class, RoomMedia.class, StreamType.class, Door.class));
        seen.add(LayerWish.class);
        seen.addAll(Set.of(MediaFigures.class, MediaCounts.class, MediaRates.class, EstimateFigures.class));
        noClasses()
                .that()
                .resideInAPackage("dev.parley.server.operations..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.parley..")
                        .and(resideOutsideOfPackages("dev.parley.server.operations.."))
                        .and(not(seen)))
                .check(PARLEY);
    }

    @Test
    void certificatesKnowNobody() {
        knowsOnly("dev.parley.server.tls..", "org.bouncycastle..");
    }

    @Test
    void delaysKnowNobody() {
        knowsOnly("dev.parley.server.delays..");
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("dev.parley.(**)").should().beFreeOfCycles().check(PARLEY);
    }

    @Test
    void nobodyButTheDemoWaitsByLettingTimePass() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.parley.server.demo..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "sleeps",
                        call -> call.getTarget().getName().equals("sleep")
                                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                        || call.getTargetOwner().isEquivalentTo(TimeUnit.class))))
                .check(PARLEY);
    }

    @Test
    void timeComesFromOutsideEverywhereButInTheWiring() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.parley.server.app..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(PARLEY);
    }

    /** Each command of the command line is wiring too. */
    @Test
    void onlyWiringChoosesTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.parley.server.app..", "dev.parley.server.cli..")
                .should()
                .callMethod(InstantSource.class, "system")
                .check(PARLEY);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<String> silent = PARLEY.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(type -> !isMarked(type))
                .map(JavaPackage::getName)
                .toList();

        assertThat(silent).isEmpty();
    }

    private static boolean isMarked(JavaPackage type) {
        return type.isAnnotatedWith(NullMarked.class);
    }
}
