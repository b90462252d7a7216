// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.authzen.AccessPolicy.Window;
import io.notenboom.trust.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Searches in pages: asks a policy about one candidate after the other. */
public final class AccessSearch {

    /** Most results in a page. */
    public static final int MAX_LIMIT = 1000;

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_ASKED = 10_000;

    /** Up to so many candidates all of them are asked about for each page, to tell how many results there are. */
    private static final int MAX_COUNTED = 1000;

    private static final int MARK_LENGTH = 16;

    private AccessSearch() {}

    /**
     * A page of results.
     *
     * @param found ids of subjects or resources, or names of actions
     * @param nextToken where the next page begins; empty after the last one
     * @param total how many results the search has on all its pages, where that is told
     */
    public record Results(List<String> found, String nextToken, OptionalInt total) {

        public Results {
            found = List.copyOf(found);
        }
    }

    /**
     * Searches. A page that has fewer results than its limit may still have a next one: no call asks about more than
     * {@value #MAX_ASKED} candidates. Tells how many results there are when there are at most {@value #MAX_COUNTED} candidates.
     *
     * @throws MalformedQuestionException when the request is no search, or its page token is of another one
     */
    public static Results search(
            Searched searched, ObjectNode request, AccessPolicy policy, Predicate<String> subjects) {
        AccessQuestion question = QuestionReader.search(searched, request);
        String mark = mark(searched, request);
        Page page = new Page(limit(request.path("page")), after(request.path("page"), mark), mark);
        Predicate<String> permitted = candidate -> policy.wouldPermit(about(searched, question, candidate), subjects);
        List<String> all = policy.candidates(searched, question, subjects, new Window("", MAX_COUNTED + 1));
        if (all.size() <= MAX_COUNTED) {
            return page.of(all.stream().filter(permitted).toList());
        }
        return page.from(
                policy.candidates(searched, question, subjects, new Window(page.after(), MAX_ASKED + 1)), permitted);
    }

    /**
     * What is asked for.
     *
     * @param after the candidate at which the page before ended
     * @param mark of the search
     */
    private record Page(int limit, String after, String mark) {

        /** Of all results. */
        Results of(List<String> results) {
            List<String> left =
                    results.stream().filter(found -> found.compareTo(after) > 0).toList();
            List<String> found = left.subList(0, Math.min(limit, left.size()));
            String next = found.size() == left.size() ? "" : token(mark, found.getLast());
            return new Results(found, next, OptionalInt.of(results.size()));
        }

        /** Of more candidates than are asked about each time. */
        Results from(List<String> candidates, Predicate<String> permitted) {
            List<String> found = new ArrayList<>();
            int next = 0;
            int end = Math.min(candidates.size(), MAX_ASKED);
            while (next < end && found.size() < limit) {
                String candidate = candidates.get(next);
                if (permitted.test(candidate)) {
                    found.add(candidate);
                }
                next++;
            }
            boolean last = next == candidates.size();
            return new Results(found, last ? "" : token(mark, candidates.get(next - 1)), OptionalInt.empty());
        }
    }

    private static AccessQuestion about(Searched searched, AccessQuestion question, String candidate) {
        return switch (searched) {
            case SUBJECT ->
                new AccessQuestion(
                        question.subject().withId(candidate),
                        question.action(),
                        question.resource(),
                        question.context());
            case RESOURCE ->
                new AccessQuestion(
                        question.subject(),
                        question.action(),
                        question.resource().withId(candidate),
                        question.context());
            case ACTION ->
                new AccessQuestion(question.subject(), Action.of(candidate), question.resource(), question.context());
        };
    }

    private static int limit(JsonNode page) {
        JsonNode limit = page.path("limit");
        if (limit.isMissingNode() || limit.isNull()) {
            return DEFAULT_LIMIT;
        }
        if (!limit.isInt() || limit.intValue() < 1) {
            throw new MalformedQuestionException("Give page.limit as a number from 1 on.");
        }
        return Math.min(limit.intValue(), MAX_LIMIT);
    }

    /** The candidate at which the page before ended, which may be gone meanwhile; empty for the first page. */
    private static String after(JsonNode page, String mark) {
        JsonNode token = page.path("token");
        if (token.isMissingNode() || token.isNull() || token.asText().isEmpty()) {
            return "";
        }
        String text = decode(token.asText());
        if (text.length() <= mark.length() || !text.startsWith(mark)) {
            throw new MalformedQuestionException(
                    "page.token is the next_token of the page before, of the same search.");
        }
        return text.substring(mark.length());
    }

    private static String token(String mark, String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((mark + last).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String mark(Searched searched, ObjectNode request) {
        ObjectNode whole = request.deepCopy();
        whole.remove("page");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((searched + CanonicalJson.text(whole)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, MARK_LENGTH);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}
