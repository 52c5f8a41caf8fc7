<?php
// Writes in a WordPress by its own functions, as an editor and its readers do. A line of JSON in, a line of JSON out.
[, $site, $install] = $argv + [1 => '', 2 => ''];
if ($install === 'install') {
    define('WP_INSTALLING', true);
}
require "$site/wp-load.php";

/** An empty site with addresses that its interface for programs likes. */
function exam_install(): void
{
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('Qala', 'editor', 'editor@qala.test', true, '', 'exam-of-the-desk');
    foreach (get_posts(['post_type' => 'any', 'numberposts' => -1, 'post_status' => 'any']) as $post) {
        wp_delete_post($post->ID, true);
    }
    update_option('permalink_structure', '/%postname%/');
}

function exam_write(array $given): array
{
    $when = $given['at'] === null ? [] : ['date' => $given['at'], 'date_gmt' => $given['at']];
    if ($given['under'] !== null) {
        $dates = $when ? ['comment_date' => $given['at'], 'comment_date_gmt' => $given['at']] : [];
        $id = wp_insert_comment($dates + ['comment_post_ID' => $given['under'], 'comment_content' => $given['text'], 'comment_author' => 'Aigerim', 'comment_approved' => 1]);
        return ['id' => $id];
    }
    $dates = $when ? ['post_date' => $given['at'], 'post_date_gmt' => $given['at']] : [];
    $id = wp_insert_post($dates + ['post_title' => $given['title'], 'post_content' => $given['text'], 'post_status' => 'publish'], true);
    return is_wp_error($id) ? ['error' => $id->get_error_message()] : ['id' => $id, 'guid' => get_post($id)->guid];
}

function exam_edit(array $given): array
{
    $done = $given['isComment']
        ? wp_update_comment(['comment_ID' => $given['id'], 'comment_content' => $given['text']], true)
        : wp_update_post(['ID' => $given['id'], 'post_content' => $given['text']], true);
    return is_wp_error($done) ? ['error' => $done->get_error_message()] : ['id' => $given['id']];
}

/** A post takes its comments along. */
function exam_remove(array $given): array
{
    if ($given['isComment']) {
        return wp_delete_comment($given['id'], $given['forGood']) ? ['comments' => []] : ['error' => 'not removed'];
    }
    $comments = array_map('intval', get_comments(['post_id' => $given['id'], 'fields' => 'ids']));
    $done = $given['forGood'] ? wp_delete_post($given['id'], true) : wp_trash_post($given['id']);
    return $done ? ['comments' => $comments] : ['error' => 'not removed'];
}

if ($install === 'install') {
    exam_install();
    exit(0);
}
while (($line = fgets(STDIN)) !== false) {
    $given = json_decode($line, true);
    $deeds = ['write' => 'exam_write', 'edit' => 'exam_edit', 'remove' => 'exam_remove'];
    fwrite(STDOUT, json_encode($deeds[$given['do']]($given)) . "\n");
}
