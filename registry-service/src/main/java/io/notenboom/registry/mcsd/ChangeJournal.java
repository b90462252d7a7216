// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import java.util.Collection;
import java.util.List;

/**
 * Remembers which version of which resource was shown when, so that the times that clients were told hold after a restart. A
 * cache: whoever finds nothing in it tells clients of every resource once more. Called by one thread at a time.
 */
public interface ChangeJournal extends AutoCloseable {

    /** The newest known version of every resource. Damaged parts are left out. */
    Collection<Version> load();

    /** Remembers versions. What cannot be written is logged and told to clients again after a restart. */
    void append(List<Version> versions);

    /** Releases files. */
    @Override
    void close();
}
