// SPDX-License-Identifier: Apache-2.0
/** Loads and signs use-case profiles. */
@NullMarked
package io.notenboom.pdp.app.profile;

import org.jspecify.annotations.NullMarked;
