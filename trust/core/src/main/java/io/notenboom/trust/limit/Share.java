// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.limit;

import java.time.Duration;

/**
 * What came of asking for one more.
 *
 * @param granted whether it may be done
 * @param left how many more may be done at once
 * @param pause until the next one may be done; zero when one may be done now
 */
public record Share(boolean granted, long left, Duration pause) {}
