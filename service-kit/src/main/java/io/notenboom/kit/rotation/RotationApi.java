// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.restoring.RestoringMark;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPreview;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code /<service>/v1/rotations} answers; the resource of each service hands everything to it. */
@Singleton
public class RotationApi {

    /** The scope that all of it needs. */
    public static final String SCOPE = "keys:rotate";

    private static final int MAX_BODY = 8 * 1024;
    private static final int MAX_PAGE = 200;
    private static final ProblemKind REFUSED =
            new ProblemKind("rotation-refused", 409, "It cannot be rotated as it stands");

    private final Rotations rotations;
    private final RestoringMark restoring;
    private final Caller caller;
    private final InstantSource clock;

    RotationApi(Rotations rotations, RestoringMark restoring, Caller caller, InstantSource clock) {
        this.rotations = rotations;
        this.restoring = restoring;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A page, by kind and id.
     *
     * @param kind only this one; null for all
     * @param after the {@code next} of the page before; null for the first
     */
    public ObjectNode list(@Nullable String kind, @Nullable String after, int limit) {
        caller.requireEverySubject();
        if (limit < 1 || limit > MAX_PAGE) {
            throw invalid("limit is a number from 1 to " + MAX_PAGE);
        }
        String cursor = after == null ? "" : after;
        String afterKind = cursor.contains("/") ? cursor.substring(0, cursor.indexOf('/')) : "";
        String afterId = cursor.substring(cursor.indexOf('/') + 1);
        List<Rotation> page = new ArrayList<>();
        for (Rotatable each : kind == null ? rotations.kinds() : List.of(required(kind))) {
            int compared = each.kind().compareTo(afterKind);
            if (compared >= 0 && page.size() <= limit) {
                page.addAll(each.list(compared == 0 ? afterId : "", limit + 1 - page.size()));
            }
        }
        boolean more = page.size() > limit;
        List<Rotation> shown = page.subList(0, Math.min(limit, page.size()));
        ObjectNode answer = StrictJson.newObject();
        var array = answer.putArray("rotations");
        shown.forEach(rotation -> array.add(RotationJson.of(rotation, clock.instant())));
        return answer.put(
                "next", more ? shown.getLast().kind() + "/" + shown.getLast().id() : null);
    }

    /** What would happen; changes nothing. */
    public ObjectNode preview(byte[] body) {
        caller.requireEverySubject();
        ObjectNode request = body(body, Set.of("kind", "id", "emergency", "key"));
        Rotatable kind = required(text(request, "kind"));
        Rotation rotation = kind.find(text(request, "id")).orElseThrow(RotationApi::notFound);
        Instant now = clock.instant();
        ObjectNode answer = StrictJson.newObject();
        answer.set("rotation", RotationJson.of(rotation, now));
        boolean emergency = flag(request, "emergency");
        var steps = answer.putArray("steps");
        (emergency
                        ? kind.previewEmergency(rotation, lost(rotation, request), now)
                        : RotationPreview.planned(rotation, kind.policy(), now))
                .forEach(step -> steps.add(RotationJson.of(step)));
        return answer;
    }

    /** Begins a rotation with overlap. */
    public ObjectNode start(byte[] body) {
        caller.requireEverySubject();
        requireNotRestoring();
        ObjectNode request = body(body, Set.of("kind", "id"));
        return answer(required(text(request, "kind")).begin(text(request, "id")));
    }

    /** Takes one out at once. It has to be named, so that who repeats this does not take out what came in its place. */
    public ObjectNode emergency(String kind, String id, byte[] body) {
        caller.requireEverySubject();
        requireNotRestoring();
        Rotatable rotatable = required(kind);
        String key = text(body(body, Set.of("key")), "key");
        return answer(rotatable.emergency(id, key));
    }

    private static RotatedKey lost(Rotation rotation, ObjectNode request) {
        JsonNode key = request.path("key");
        return (key.isTextual() ? rotation.key(key.textValue()) : rotation.active())
                .orElseThrow(() -> invalid("key is the id of one of its keys; a GET lists them"));
    }

    private ObjectNode answer(RotationOutcome outcome) {
        return switch (outcome) {
            case RotationOutcome.UnderWay done -> {
                ObjectNode json = RotationJson.of(done.rotation(), clock.instant());
                if (done.secret() != null) {
                    json.put("secret", done.secret().reveal());
                }
                if (done.remains() != null) {
                    json.put("remains", done.remains());
                }
                yield json;
            }
            case RotationOutcome.NotFound _ -> throw notFound();
            case RotationOutcome.Refused refused -> throw new ProblemException(() -> REFUSED, refused.detail());
            case RotationOutcome.Unavailable later ->
                throw new ProblemException(EdgeProblem.UNAVAILABLE, later.detail());
        };
    }

    private void requireNotRestoring() {
        if (restoring.isOn()) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "The node is being restored; rotate when that has ended.");
        }
    }

    private Rotatable required(String kind) {
        return rotations
                .kind(kind)
                .orElseThrow(() -> invalid("kind is one of "
                        + rotations.kinds().stream().map(Rotatable::kind).toList()));
    }

    private static ObjectNode body(byte[] body, Set<String> members) {
        if (body.length == 0) {
            return StrictJson.newObject();
        }
        try {
            if (StrictJson.parse(body, MAX_BODY) instanceof ObjectNode object) {
                for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
                    if (!members.contains(names.next())) {
                        throw invalid("the body has a member that is not known; known are "
                                + members.stream().sorted().toList());
                    }
                }
                return object;
            }
        } catch (JsonInputException malformed) {
            throw invalid("the body must be JSON: " + malformed.getMessage());
        }
        throw invalid("the body must be a JSON object");
    }

    private static String text(ObjectNode request, String name) {
        JsonNode value = request.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw invalid(name + " is missing");
        }
        return value.textValue();
    }

    private static boolean flag(ObjectNode request, String name) {
        JsonNode value = request.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw invalid(name + " is true or false");
        }
        return value.asBoolean(false);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(EdgeProblem.INVALID_REQUEST, detail);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                EdgeProblem.NOT_FOUND, "Nothing of this kind has this id; a GET lists what there is.");
    }
}
