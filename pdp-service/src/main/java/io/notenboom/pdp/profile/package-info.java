// SPDX-License-Identifier: Apache-2.0
/** Use-case profiles: which side, scopes, resources by state, user context and transitions; versioned data files. */
@NullMarked
package io.notenboom.pdp.profile;

import org.jspecify.annotations.NullMarked;
