// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One kind of things that follow each other. Every operation may be repeated, by any process, also after it broke off at any
 * point: what was done is found and not done twice. All of them throw a RuntimeException when the store or the custodian cannot
 * be reached. Safe for many threads.
 */
@CheckReturnValue
public interface Rotatable {

    /** What kind, lower-case with hyphens: {@code did-key}. */
    String kind();

    /** How long the steps take here. */
    RotationPolicy policy();

    /**
     * How things stand, in an order that stays.
     *
     * @param after id of the last one seen; empty for the first page; nothing comes after one that is not known
     */
    List<Rotation> list(String after, int limit);

    /** How one thing stands. */
    Optional<Rotation> find(String id);

    /** Begins a rotation with overlap; changes nothing if one is under way. */
    RotationOutcome begin(String id);

    /**
     * Takes one out at once because somebody else may have it; revokes what it signed, and has it signed again.
     *
     * @param key which one
     */
    RotationOutcome emergency(String id, String key);

    /** What {@link #emergency} would do and when; changes nothing. */
    default List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return RotationPreview.emergency(rotation, lost, now);
    }

    /**
     * Does what is due: begins what is old enough, retires what nothing needs any more, and
     * finishes emergencies. Where there is much, one call does a part, and the next ones go
     * on from there. What fails for one thing is logged and keeps no other from it.
     *
     * @return what was found when everything was gone through last, and how much this call changed
     */
    RotationTally advance();
}
