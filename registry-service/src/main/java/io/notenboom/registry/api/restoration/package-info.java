// SPDX-License-Identifier: Apache-2.0
/** The end of a restore, for who carries it out. */
@NullMarked
package io.notenboom.registry.api.restoration;

import org.jspecify.annotations.NullMarked;
