// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.signed.SignatureCheck;
import io.notenboom.auth.replay.signed.SignedObject;
import io.notenboom.auth.replay.signed.SignedObjects;
import io.notenboom.auth.replay.signed.Verdict;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.status.StatusList;
import io.notenboom.trust.status.StatusListException;
import io.notenboom.trust.status.StatusListReader;
import io.notenboom.trust.status.StatusListType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a recorded request presents: its presentations and credentials, and how their signatures and states are. */
final class Presented {

    /** How long recorded nodes keep copies of status lists. */
    private static final Duration COPY = Duration.ofMinutes(15);

    private final ReplayedExchange replayed;
    private final List<SignedObject> objects;

    Presented(ReplayedExchange replayed) {
        this(replayed, replayed.exchange().requestText());
    }

    Presented(ReplayedExchange replayed, String text) {
        this.replayed = replayed;
        this.objects = SignedObjects.in(text);
    }

    /** Payloads of the outermost JWTs. */
    List<SignedObject.Jwt> jwts() {
        List<SignedObject.Jwt> jwts = new ArrayList<>();
        objects.forEach(object -> {
            if (object instanceof SignedObject.Jwt jwt && jwt.depth() == 0) {
                jwts.add(jwt);
            }
        });
        return jwts;
    }

    /** Names of undefined members, if every signature holds and at least one over less than its document says. */
    Optional<String> undefinedMembers() {
        SignatureCheck check = new SignatureCheck(replayed.node().resolver());
        List<String> members = new ArrayList<>();
        for (SignedObject object : objects) {
            switch (check.check(object)) {
                case Verdict.Valid _ -> {}
                case Verdict.ValidWithoutUndefined without -> members.add(without.members());
                case Verdict.ValidWithAnotherKey _, Verdict.Invalid _ -> {
                    return Optional.empty();
                }
            }
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", members));
    }

    /** Whether every signature holds. */
    boolean allSigned() {
        SignatureCheck check = new SignatureCheck(replayed.node().resolver());
        return !objects.isEmpty() && objects.stream().allMatch(object -> check.check(object) instanceof Verdict.Valid);
    }

    /** Whether a credential is revoked now. */
    boolean revoked() {
        return credentials().stream().anyMatch(this::isRevoked);
    }

    private boolean isRevoked(UnverifiedCredential credential) {
        return replayed.node().status(credential) == CredentialStatusChecker.Outcome.REVOKED;
    }

    /** Whether each credential that is revoked now was not so in a copy of its list that may still be held. */
    boolean goodInCopies() {
        List<UnverifiedCredential> revoked =
                credentials().stream().filter(this::isRevoked).toList();
        return !revoked.isEmpty()
                && revoked.stream().allMatch(credential -> credential.content().statuses().stream()
                        .allMatch(status -> goodInCopy(credential, status)));
    }

    private boolean goodInCopy(UnverifiedCredential credential, CredentialStatus status) {
        String address = status.listCredential();
        Optional<StatusListType> type = StatusListType.ofEntry(status.type());
        if (address == null
                || type.isEmpty()
                || address.startsWith(replayed.node().publicUrl() + "/")) {
            return false;
        }
        StatusListReader reader = new StatusListReader(replayed.node().credentials()::checkSignature);
        for (String text : copies(address)) {
            try {
                StatusList list = reader.read(
                        type.get(),
                        text,
                        address,
                        credential.content().issuer(),
                        replayed.exchange().startedAt());
                if (!list.isSet(status)) {
                    return true;
                }
            } catch (StatusListException unusable) {
                // another copy may be usable
            }
        }
        return false;
    }

    /** The list that the recorded node fetched last, if that is recorded; else those that it may still hold. */
    private List<String> copies(String address) {
        Instant now = replayed.exchange().startedAt();
        List<RecordedExchange> fetched = replayed.around()
                .recording()
                .all()
                .filter(exchange -> exchange.method().equals("GET")
                        && exchange.url().toString().equals(address)
                        && exchange.successful()
                        && !exchange.startedAt().isAfter(replayed.exchange().endedAt())
                        && fetchedHere(exchange))
                .toList();
        if (fetched.isEmpty()) {
            return replayed.around().lists().copies(URI.create(address), now, COPY);
        }
        RecordedExchange last = fetched.stream()
                .max(Comparator.comparing(RecordedExchange::startedAt))
                .orElseThrow();
        boolean recent = !last.startedAt().isBefore(now.minus(COPY));
        return recent ? List.of(last.responseText()) : List.of();
    }

    /** Whether a call was made because of another one that this node answered. */
    private boolean fetchedHere(RecordedExchange exchange) {
        return replayed.around()
                .recording()
                .all()
                .anyMatch(cause -> cause.item().equals(exchange.item())
                        && cause.number() < exchange.number()
                        && exchange.within(cause)
                        && replayed.node().isAt(cause.origin()));
    }

    private List<UnverifiedCredential> credentials() {
        List<UnverifiedCredential> credentials = new ArrayList<>();
        for (SignedObject object : objects) {
            if (object.isCredential()) {
                try {
                    JsonNode node = object instanceof SignedObject.LinkedData linkedData
                            ? linkedData.document()
                            : TextNode.valueOf(object.text());
                    credentials.add(UnverifiedCredential.parse(node));
                } catch (CredentialRefusedException unusable) {
                    // it counts as not revoked
                }
            }
        }
        return credentials;
    }
}
