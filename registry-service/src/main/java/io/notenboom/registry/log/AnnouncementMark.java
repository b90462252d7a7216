// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

/**
 * Up to which log index events have been announced on the bus. May lag behind after a crash, never run ahead: announcing
 * again is harmless, not announcing is not.
 */
public interface AnnouncementMark {

    /** Index of the first event that may not have been announced. */
    long next();

    /** Everything below this index has been announced. */
    void moveTo(long next);
}
