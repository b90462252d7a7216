// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import java.util.Optional;

/** Recorded nodes answer errors of OAuth endpoints as a page for people unless the client says that it accepts JSON. */
final class ErrorPages {

    private ErrorPages() {}

    /** The difference, if theirs is such a page that shows our error code, with our status. */
    static Optional<String> name(ReplayedExchange replayed) {
        boolean page = replayed.exchange()
                .responseHeader("Content-Type")
                .filter(type -> type.startsWith("text/html"))
                .isPresent();
        boolean asked = replayed.exchange()
                .requestHeader("Accept")
                .filter(accept -> accept.contains("json"))
                .isPresent();
        boolean same = replayed.exchange().status() == replayed.ours().status()
                && !replayed.ourError().isEmpty()
                && replayed.exchange().responseText().contains(replayed.ourError());
        return page && !asked && same
                ? Optional.of("ours answers errors as JSON whether the client asks for it or not; theirs is a page")
                : Optional.empty();
    }
}
