// SPDX-License-Identifier: Apache-2.0
/** The record of which tokens were given and refused, to whom and on what ground (NEN 7513). */
@NullMarked
package io.notenboom.auth.record;

import org.jspecify.annotations.NullMarked;
