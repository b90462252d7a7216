// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

/** There is no index at present; one is being built. */
public final class SearchUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SearchUnavailableException() {
        super("the search index is being built");
    }
}
