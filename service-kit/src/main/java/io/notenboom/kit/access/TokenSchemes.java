// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemType;
import io.notenboom.trust.secret.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** All schemes of this service in their order. Made when it is needed, because the filter is there before any configuration. */
@ApplicationScoped
class TokenSchemes {

    private final List<TokenScheme> schemes;
    private final ServiceMeters meters;

    /** A finding, and whether it still holds later. */
    record Answer(Finding finding, BooleanSupplier standing) {}

    @Inject
    TokenSchemes(@Any Instance<TokenScheme> schemes, ServiceMeters meters) {
        this(schemes.stream().toList(), meters);
    }

    TokenSchemes(List<TokenScheme> schemes, ServiceMeters meters) {
        this.schemes = schemes.stream()
                .sorted(Comparator.comparingInt(TokenScheme::order))
                .toList();
        this.meters = meters;
    }

    /**
     * What the first scheme that can say something says. A scheme that cannot tell at present keeps nobody out whom another
     * one knows.
     *
     * @throws ProblemException {@code unavailable} if no scheme knows the token and one of them cannot tell
     */
    Answer find(Secret token) {
        Optional<ProblemException> unsure = Optional.empty();
        for (TokenScheme scheme : schemes) {
            Finding finding;
            try {
                finding = scheme.find(token);
            } catch (ProblemException cannotTell) {
                unsure = Optional.of(unsure.orElse(cannotTell));
                continue;
            }
            switch (finding) {
                case Finding.Known known -> {
                    return new Answer(known, () -> scheme.stands(token, known.identity()));
                }
                case Finding.Refused refused -> {
                    return unlessUnsure(refused, unsure);
                }
                case Finding.Unknown unknown -> {}
            }
        }
        return unlessUnsure(new Finding.Unknown(), unsure);
    }

    private static Answer unlessUnsure(Finding finding, Optional<ProblemException> unsure) {
        if (unsure.isPresent()) {
            throw unsure.get();
        }
        return new Answer(finding, () -> false);
    }

    /** Counts a call that was refused. */
    void refused(ProblemType reason) {
        meters.counter("access.refused", "calls refused for their API token", "reason", reason.slug())
                .increment();
    }
}
