// SPDX-License-Identifier: Apache-2.0
/** What a subject says about its authorization server and about itself as a client. */
@NullMarked
package io.notenboom.auth.metadata;

import org.jspecify.annotations.NullMarked;
