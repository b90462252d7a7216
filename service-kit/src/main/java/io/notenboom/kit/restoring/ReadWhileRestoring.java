// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.restoring;

import java.util.List;

/**
 * What of a service is answered to those who read while the node is being
 * restored; what no service of the process names is not.
 *
 * @param prefixes of paths, each starting with a slash and not ending in one
 */
public record ReadWhileRestoring(List<String> prefixes) {

    public ReadWhileRestoring {
        prefixes = List.copyOf(prefixes);
    }

    boolean answers(String path) {
        return prefixes.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
