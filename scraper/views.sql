-- The views an analyst starts from. Posts are posts here; static pages are in the table `posts` as kind 'page'.

CREATE VIEW posts_full AS
SELECT posts.id, blogs.title AS blog, posts.url, posts.title,
       ifnull((SELECT group_concat(name, ', ') FROM (
            SELECT authors.name FROM post_authors JOIN authors ON authors.id = author_id
            WHERE post_id = posts.id ORDER BY position)),
            (SELECT name FROM authors WHERE id = posts.author_id)) AS author,
       posts.published, posts.updated,
       (SELECT group_concat(name, ', ') FROM (
            SELECT categories.name FROM post_categories JOIN categories ON categories.id = category_id
            WHERE post_id = posts.id ORDER BY position)) AS categories,
       (SELECT group_concat(name, ', ') FROM (
            SELECT tags.name FROM post_tags JOIN tags ON tags.id = tag_id
            WHERE post_id = posts.id ORDER BY position)) AS tags,
       posts.language, posts.excerpt, posts.body_text, posts.body_html, posts.word_count,
       posts.comments_declared, posts.comments_found, posts.first_seen, posts.last_seen, posts.gone_at,
       posts.blog_id
FROM posts JOIN blogs ON blogs.id = posts.blog_id
WHERE posts.kind = 'post';

-- Sort by post_id, path to read every thread from top to bottom.
CREATE VIEW comment_threads AS
WITH RECURSIVE thread(id, root_id, depth, path) AS (
    SELECT id, id, 0, printf('%06d', ifnull(position, 0)) FROM comments WHERE parent_id IS NULL
    UNION ALL
    SELECT comments.id, thread.root_id, thread.depth + 1,
           thread.path || '/' || printf('%06d', ifnull(comments.position, 0))
    FROM comments JOIN thread ON comments.parent_id = thread.id
)
SELECT comments.id, comments.post_id, posts.title AS post, thread.root_id, comments.parent_id, thread.depth,
       thread.path, authors.name AS author, comments.published, comments.body_text, comments.kind,
       comments.url, comments.gone_at
FROM thread
JOIN comments ON comments.id = thread.id
JOIN posts ON posts.id = comments.post_id
LEFT JOIN authors ON authors.id = comments.author_id;

CREATE VIEW posts_per_month AS
SELECT blog_id, substr(published, 1, 7) AS month, count(*) AS posts, sum(comments_found) AS comments,
       sum(word_count) AS words
FROM posts WHERE kind = 'post' AND published IS NOT NULL
GROUP BY blog_id, month;

-- One line a name on one blog, whatever address the person signed with.
CREATE VIEW top_commenters AS
SELECT authors.blog_id, authors.name, count(*) AS comments, count(DISTINCT comments.post_id) AS posts,
       min(comments.published) AS first_comment, max(comments.published) AS last_comment
FROM comments JOIN authors ON authors.id = comments.author_id
WHERE comments.kind = 'comment'
GROUP BY authors.blog_id, authors.name
ORDER BY count(*) DESC, authors.name;

-- Where the blog declares more than was found, or a page could not be had, and why.
CREATE VIEW gaps AS
SELECT blog_id, url, 'comments' AS what, max(ifnull(comments_declared, 0), listed) AS declared,
       comments_found AS found,
       CASE WHEN gone_at IS NOT NULL THEN 'the post is gone'
            WHEN EXISTS (SELECT 1 FROM pages WHERE pages.post_id = posts.id AND pages.kind = 'comments'
                         AND (status IS NULL OR status <> 200)) THEN 'a page of comments is not read'
            WHEN comment_system IS NULL THEN 'no comment system known on the page'
            WHEN comments_found = 0 THEN 'comments stand outside the page: ' || comment_system
            WHEN ifnull(comments_declared, 0) <= comments_found THEN 'counted by a list, not by the post''s page'
            ELSE 'not on the pages that were read' END AS reason
FROM (SELECT posts.*, ifnull((  -- a list read before the post's page was has the word of another day
        SELECT max(declared) FROM counts JOIN pages AS list ON list.id = counts.page_id
        JOIN pages AS own ON own.id = posts.page_id
        WHERE counts.key = posts.key AND list.run_id >= own.run_id), 0) AS listed FROM posts) AS posts
WHERE max(ifnull(comments_declared, 0), listed) > comments_found
UNION ALL
SELECT blog_id, url, 'page', 1, 0, ifnull(error, 'HTTP status ' || status)
FROM pages WHERE (error IS NOT NULL OR status >= 400) AND look IS NULL AND rank BETWEEN 3 AND 7
UNION ALL
SELECT blog_id, url, 'page', 1, 0, 'not asked yet'
FROM pages WHERE status IS NULL AND due_at IS NOT NULL AND error IS NULL
AND rank BETWEEN 3 AND 7 AND kind IS NOT 'feed';  -- where feeds and sitemaps may be is a guess, not declared
