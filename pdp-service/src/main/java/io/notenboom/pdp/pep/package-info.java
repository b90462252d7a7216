// SPDX-License-Identifier: Apache-2.0
/** Policy enforcement points: how they are known, and what they ask. */
@NullMarked
package io.notenboom.pdp.pep;

import org.jspecify.annotations.NullMarked;
