// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tokens with their policies and lives, and wrapped answers. */
final class Tokens {

    static final String ROOT_POLICY = "root";

    /**
     * How tokens of a role are made.
     *
     * @param life seconds
     * @param longest seconds that renewals may make of it; 0 = no end
     * @param period seconds of a periodic token; 0 = not periodic
     * @param uses how often it can be used; 0 = as often as one likes
     */
    record Terms(List<String> policies, long life, long longest, long period, int uses) {
        Terms {
            policies = List.copyOf(policies);
        }
    }

    private static final class Token {
        final Terms terms;
        final Instant created;
        Instant end;
        int usesLeft;

        Token(Terms terms, Instant created, Instant end) {
            this.terms = terms;
            this.created = created;
            this.end = end;
            this.usesLeft = terms.uses();
        }
    }

    private record Wrapped(ObjectNode answer, String path, Instant created, Instant end) {}

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long DEFAULT_LIFE = Duration.ofDays(32).toSeconds();

    private final InstantSource clock;
    private final String root;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Map<String, Wrapped> wrapped = new ConcurrentHashMap<>();

    Tokens(InstantSource clock) {
        this.clock = clock;
        this.root = random("hvs.");
    }

    String root() {
        return root;
    }

    static String random(String prefix) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    static String uuid() {
        return random("").replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    /** Member {@code auth} with a new token. */
    synchronized ObjectNode create(Terms terms) {
        long life = terms.period() > 0 ? terms.period() : terms.life() > 0 ? terms.life() : DEFAULT_LIFE;
        String token = random("hvs.");
        Instant now = clock.instant();
        tokens.put(token, new Token(terms, now, now.plusSeconds(life)));
        return auth(token, terms, life);
    }

    private static ObjectNode auth(String token, Terms terms, long life) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode auth = answer.putObject("auth")
                .put("client_token", token)
                .put("lease_duration", life)
                .put("renewable", true);
        terms.policies().forEach(auth.putArray("token_policies")::add);
        return answer;
    }

    /** Policies of a token that lives; counts one use of it. */
    synchronized Optional<List<String>> use(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.equals(root)) {
            return Optional.of(List.of(ROOT_POLICY));
        }
        Token token = tokens.get(value);
        if (token == null || !clock.instant().isBefore(token.end)) {
            tokens.remove(value);
            return Optional.empty();
        }
        if (token.usesLeft == 1) {
            tokens.remove(value);
        }
        token.usesLeft--;
        return Optional.of(token.terms.policies());
    }

    synchronized void revokeAll() {
        tokens.clear();
    }

    synchronized void revoke(String value) {
        tokens.remove(value);
    }

    synchronized int living() {
        tokens.values().removeIf(token -> !clock.instant().isBefore(token.end));
        return tokens.size();
    }

    synchronized ObjectNode describe(String value) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode data = answer.putObject("data");
        Token token = tokens.get(value);
        long left =
                token == null ? 0 : Duration.between(clock.instant(), token.end).toSeconds();
        data.put("ttl", left).put("renewable", token != null);
        return answer;
    }

    synchronized ObjectNode renew(String value) {
        Token token = tokens.get(value);
        if (token == null) {
            throw new VaultRefusal(400, "lease is not renewable");
        }
        Instant now = clock.instant();
        long life = token.terms.period() > 0 ? token.terms.period() : token.terms.life();
        Instant end = now.plusSeconds(life > 0 ? life : DEFAULT_LIFE);
        if (token.terms.period() == 0 && token.terms.longest() > 0) {
            Instant last = token.created.plusSeconds(token.terms.longest());
            end = end.isAfter(last) ? last : end;
        }
        token.end = end;
        return auth(value, token.terms, Duration.between(now, end).toSeconds());
    }

    /** Keeps an answer; what is returned tells only how to get it. */
    ObjectNode wrap(ObjectNode secret, String path, long seconds) {
        String token = random("hvs.w");
        Instant now = clock.instant();
        wrapped.put(token, new Wrapped(secret, path, now, now.plusSeconds(seconds)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("wrap_info")
                .put("token", token)
                .put("ttl", seconds)
                .put("creation_time", now.toString())
                .put("creation_path", path);
        return answer;
    }

    ObjectNode lookUpWrapped(String token) {
        Wrapped kept = living(wrapped.get(token));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("data")
                .put("creation_path", kept.path())
                .put("creation_time", kept.created().toString())
                .put(
                        "creation_ttl",
                        Duration.between(kept.created(), kept.end()).toSeconds());
        return answer;
    }

    /** The answer, once. */
    ObjectNode unwrap(@Nullable String token) {
        return living(token == null ? null : wrapped.remove(token)).answer();
    }

    private Wrapped living(@Nullable Wrapped kept) {
        if (kept == null || !clock.instant().isBefore(kept.end())) {
            throw new VaultRefusal(400, "wrapping token is not valid or does not exist");
        }
        return kept;
    }
}
