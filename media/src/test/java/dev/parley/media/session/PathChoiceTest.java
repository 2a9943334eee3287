package dev.parley.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.ice.IceChallenge;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where media goes, by what came from where. */
class PathChoiceTest {

    private record Address(InetSocketAddress remoteAddress) implements Path {}

    private static final Path HOME = new Address(new InetSocketAddress("192.0.2.1", 1_000));
    private static final Path STREET = new Address(new InetSocketAddress("192.0.2.2", 2_000));
    private static final Path VICTIM = new Address(new InetSocketAddress("192.0.2.3", 3_000));
    private static final IceCredentials CLIENT = new IceCredentials("them", "password-of-the-client-it-is");
    private static final long CONSENT = PathChoice.CONSENT_MILLIS;

    private final Random random = new Random(7);
    private final PathChoice choice = new PathChoice();
    private long now = 1_000_000;

    private boolean check(Path from, boolean nominates) {
        return choice.checked(from, nominates, true, now);
    }

    private IceChallenge challenge(Path to) {
        return choice.challenge(to, () -> new IceChallenge("us", CLIENT, random), now);
    }

    private static StunMessage read(byte[] bytes) {
        try {
            return StunMessage.parse(bytes, 0, bytes.length);
        } catch (MalformedStunException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static StunMessage answer(IceChallenge to) {
        byte[] transaction = read(to.request()).transactionId();
        return read(StunWriter.bindingSuccess(transaction)
                .integrity(CLIENT.key())
                .fingerprint()
                .toBytes());
    }

    private void challengeAndAnswer(Path path) {
        assertThat(choice.answered(answer(challenge(path)), path, now)).isTrue();
    }

    @Test
    void takesTheFirstPathAtOnce() {
        assertThat(choice.usable()).isNull();

        assertThat(choice.checked(HOME, false, false, now)).isFalse();

        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void movesWhenTheNominatedPathAnswers() {
        check(HOME, true);

        assertThat(check(STREET, true)).isTrue();
        assertThat(choice.usable()).isEqualTo(HOME);
        challengeAndAnswer(STREET);

        assertThat(choice.usable()).isEqualTo(STREET);
    }

    @Test
    void aPathThatWasNotNominatedIsNotEvenChallenged() {
        check(HOME, true);

        assertThat(check(STREET, false)).isFalse();
        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void aForgedSourceMovesNothingHoweverOftenItIsUsed() {
        check(HOME, true);
        for (int attempt = 0; attempt < 100; attempt++) {
            assertThat(check(VICTIM, true)).isTrue();
            challenge(VICTIM);
            now += 500;
        }

        assertThat(choice.usable()).isNotEqualTo(VICTIM);
        assertThat(choice.selected()).isEqualTo(HOME);
    }

    @Test
    void whatOthersAnswerProvesNothing() {
        check(HOME, true);
        check(VICTIM, true);
        byte[] transaction = read(challenge(VICTIM).request()).transactionId();

        assertNothing(StunWriter.bindingSuccess(transaction).fingerprint().toBytes(), VICTIM);
        assertNothing(
                StunWriter.bindingSuccess(transaction).integrity(new byte[16]).toBytes(), VICTIM);
        assertNothing(
                StunWriter.bindingError(transaction, 401, "Who?")
                        .integrity(CLIENT.key())
                        .toBytes(),
                VICTIM);
        assertNothing(
                StunWriter.bindingSuccess(new byte[12]).integrity(CLIENT.key()).toBytes(), VICTIM);
        assertNothing(
                StunWriter.bindingSuccess(transaction).integrity(CLIENT.key()).toBytes(), HOME);
        assertNothing(
                StunWriter.bindingRequest(transaction).integrity(CLIENT.key()).toBytes(), VICTIM);
    }

    private void assertNothing(byte[] answer, Path from) {
        assertThat(choice.answered(read(answer), from, now)).isFalse();
        assertThat(choice.selected()).isEqualTo(HOME);
    }

    @Test
    void anAnswerThatIsLateIsAsGoodAsOneToTheLastRepetition() {
        check(HOME, true);
        check(STREET, true);
        IceChallenge first = challenge(STREET);
        now += 50;
        check(STREET, false);
        challenge(STREET);

        assertThat(choice.answered(answer(first), STREET, now)).isTrue();
        assertThat(choice.usable()).isEqualTo(STREET);
    }

    @Test
    void aClientMayChangeItsMind() {
        check(HOME, true);
        check(STREET, true);
        IceChallenge street = challenge(STREET);
        check(HOME, true);

        choice.answered(answer(street), STREET, now);

        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void thePathInUseIsChallengedEveryFiveSecondsOfChecks() {
        now = 10_000_000;
        int challenges = 0;
        for (int second = 0; second < 60; second++, now += 1_000) {
            if (check(HOME, true)) {
                challengeAndAnswer(HOME);
                challenges++;
            }
        }
        assertThat(challenges).isEqualTo(12);
        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void nobodyIsChallengedBeforeTheHandshake() {
        for (int second = 0; second < 60; second++, now += 1_000) {
            assertThat(choice.checked(HOME, true, false, now)).isFalse();
        }
    }

    @Test
    void consentEndsWithThirtySecondsOfSilenceOnThePathInUse() {
        check(HOME, true);
        long silent = now;
        now = silent + CONSENT - 1;
        check(STREET, false); // elsewhere counts nothing
        choice.look(now);
        assertThat(choice.usable()).isEqualTo(HOME);
        choice.look(silent + CONSENT);
        assertThat(choice.usable()).isNull();
        assertThat(choice.selected()).isEqualTo(HOME);
    }

    @Test
    void consentComesBackWithWhatIsHeard() {
        check(HOME, true);
        choice.look(now + CONSENT);
        choice.heard(STREET, now + CONSENT);
        assertThat(choice.usable()).isNull();

        choice.heard(HOME, now + CONSENT);

        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void mediaAloneKeepsThePathOfAPublisherThatNeverChecks() {
        check(HOME, true);
        for (int second = 0; second < 600; second++, now += 1_000) {
            choice.heard(HOME, now);
            choice.look(now);
            assertThat(choice.usable()).isEqualTo(HOME);
        }
    }

    @Test
    void whoChecksAndNeverAnswersKeepsItsFirstPath() {
        for (int second = 0; second < 600; second++, now += 1_000) {
            if (check(HOME, true)) {
                challenge(HOME);
            }
            choice.look(now);
            assertThat(choice.usable()).isEqualTo(HOME);
        }
    }

    /** The client goes on with forged checks for an address that has become another's. */
    @Test
    void whoAnsweredAndDoesNotAnyMoreLosesConsentAlthoughItsChecksGoOn() {
        check(HOME, true);
        challengeAndAnswer(HOME);
        long unanswered = 0;
        for (int second = 0; second < 60; second++, now += 1_000) {
            if (check(HOME, true)) {
                challenge(HOME);
                unanswered = unanswered == 0 ? now : unanswered;
            }
            choice.look(now);
            boolean over = unanswered != 0 && now - unanswered >= CONSENT;
            assertThat(choice.usable()).isEqualTo(over ? null : HOME);
        }

        challengeAndAnswer(HOME);

        assertThat(choice.usable()).isEqualTo(HOME);
    }

    @Test
    void withoutConsentAnotherPathNeedsItsProofAllTheSame() {
        check(HOME, true);
        now += CONSENT;
        choice.look(now);
        check(VICTIM, true);
        assertThat(choice.usable()).isNull();

        challengeAndAnswer(VICTIM);

        assertThat(choice.usable()).isEqualTo(VICTIM);
    }
}
