// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.AccessRecords;
import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.RecentTokens;
import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.access.WatchedFile;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Knows JWTs signed with a key of the authorized_keys file, as the scheme {@code token_v2} of Nuts nodes has it. Each JWT is in
 * the audit log when it is used for the first time. Safe for many threads.
 */
final class KeyTokens {

    private static final int MAX_CHARACTERS = 4096;
    private static final List<String> FOREIGN_KEYS = List.of("jwk", "jku", "x5c", "x5u");

    private final WatchedFile<AuthorizedKeys> file;
    private final String audience;
    private final AccessRecords records;
    private final InstantSource clock;
    private final RecentTokens recent = new RecentTokens();

    KeyTokens(WatchedFile<AuthorizedKeys> file, String audience, AccessRecords records, InstantSource clock) {
        this.file = file;
        this.audience = audience;
        this.records = records;
        this.clock = clock;
    }

    /** As {@link TokenScheme#find}. */
    Finding find(Secret token) {
        Optional<CompactJws> jws = parse(token.reveal());
        Optional<String> keyId = jws.flatMap(parsed -> parsed.headerText("kid"));
        if (jws.isEmpty() || keyId.isEmpty()) {
            return new Finding.Unknown();
        }
        AuthorizedKeys keys = file.value()
                .orElseThrow(() -> new ProblemException(
                        EdgeProblem.UNAVAILABLE,
                        "Keys cannot be checked at present: the operator has to mend the file of authorized keys."));
        Optional<AuthorizedKey> key = keys.named(keyId.get());
        return key.isEmpty() ? new Finding.Unknown() : check(token, jws.get(), key.get());
    }

    private static Optional<CompactJws> parse(String token) {
        try {
            return Optional.of(CompactJws.parse(token, MAX_CHARACTERS));
        } catch (MalformedJwsException none) {
            return Optional.empty();
        }
    }

    private Finding check(Secret token, CompactJws jws, AuthorizedKey key) {
        Instant now = clock.instant();
        Optional<Identity> known = recent.find(token, key, now);
        if (known.isPresent()) {
            return new Finding.Known(known.get());
        }
        if (FOREIGN_KEYS.stream().anyMatch(name -> jws.header(name).isPresent())) {
            return new Finding.Refused("The token must not bring a key along (jwk, jku, x5c, x5u).");
        }
        if (!KeyTokenSignature.holds(jws, key.key())) {
            return new Finding.Refused(
                    "The token is not signed with the key that it names, by ES256, ES384, ES512, EdDSA,"
                            + " PS512 or RS512.");
        }
        ObjectNode claims;
        try {
            claims = StrictJson.parseObject(jws.payload(), MAX_CHARACTERS);
        } catch (JsonInputException malformed) {
            return new Finding.Refused("The claims of the token cannot be read.");
        }
        Optional<String> fault = KeyTokenClaims.fault(claims, key, audience, now);
        if (fault.isPresent()) {
            return new Finding.Refused("The token is refused: " + fault.get() + ".");
        }
        Identity identity = new Identity(
                "key:" + key.user(), key.scopes(), key.subjects(), Optional.of(KeyTokenClaims.ends(claims)));
        records.granted(
                identity,
                "token_v2",
                "jti " + claims.path("jti").asText() + " key " + key.fingerprint() + " sub "
                        + claims.path("sub").asText());
        recent.add(token, key, identity);
        return new Finding.Known(identity);
    }
}
